import type { EventLoopDelay } from './event-loop-delay.ts'
import { bucketsMs } from './create-meter.ts'
import type { Durations, Meter } from './create-meter.ts'
import type { Observed } from './observed.ts'
import type { OwnMetric } from './own-metrics.ts'

/** One line of a metric. `suffix` belongs to the lines of a histogram. */
export type Sample = { labels: Record<string, string | number>; value: number; suffix?: '_bucket' | '_sum' | '_count' }

export type Samples = { [name in OwnMetric]: Sample[] }

/** What all metrics of our own are now. Labels come from our routes, from fixed words and from statuses, never from a request. */
export async function collectMetrics(meter: Meter, observed: Observed, delay: EventLoopDelay): Promise<Samples> {
  const { requests, durations, refused, unreadable } = meter.read()
  const directory = observed.snapshot.current()
  const { source, database, databaseSince, confirmedAt } = observed.snapshot.state()
  const file = observed.file()
  const cache = observed.answers()
  const late = delay.read()
  const now = observed.now().getTime()
  const secondsSince = (time: Date) => Math.max(0, (now - time.getTime()) / 1000)
  return {
    http_requests_total: requests.map(({ count, ...labels }) => ({ labels, value: count })),
    http_request_duration_seconds: durations.flatMap(({ route, way, durations: measured }) => histogram({ route, way }, measured)),
    http_requests_refused_total: Object.entries(refused).map(([reason, value]) => ({ labels: { reason }, value })),
    http_unreadable_requests_total: Object.entries(unreadable).map(([fault, value]) => ({ labels: { fault }, value })),
    http_connections: plain(await observed.connections()),
    answer_cache_hits_total: plain(cache.hits),
    answer_cache_misses_total: plain(cache.misses),
    answer_cache_evictions_total: plain(cache.evictions),
    answer_cache_entries: plain(cache.entries),
    answer_cache_bytes: plain(cache.bytes),
    answer_cache_addresses: plain(cache.addresses),
    directory_version: plain(directory?.version ?? null),
    directory_listings: plain(directory?.listings.length ?? null),
    directory_source: ['database', 'file'].map((name) => ({
      labels: { source: name },
      value: directory !== null && source === name ? 1 : 0,
    })),
    directory_age_seconds: plain(confirmedAt === null ? null : secondsSince(confirmedAt)),
    database_up: plain(database === 'answers' ? 1 : 0),
    database_state_seconds: plain(secondsSince(databaseSince)),
    snapshot_file_version: plain(file?.version ?? null),
    snapshot_file_age_seconds: plain(file === null || file.writtenAt === null ? null : secondsSince(file.writtenAt)),
    snapshot_file_faulty: plain(file === null ? null : file.lastFault === null ? 0 : 1),
    draining: plain(observed.isDraining() ? 1 : 0),
    event_loop_delay_mean_seconds: plain(late.mean),
    event_loop_delay_p99_seconds: plain(late.p99),
    event_loop_delay_max_seconds: plain(late.max),
  }
}

/** What is not known has no line: a wrong 0 would set off alarms, or keep one silent. */
function plain(value: number | null): Sample[] {
  return value === null ? [] : [{ labels: {}, value }]
}

function histogram(labels: Record<string, string>, { counts, sumMs }: Durations): Sample[] {
  let total = 0
  const buckets: Sample[] = bucketsMs.map((bound, index) => {
    total += counts[index] ?? 0
    return { labels: { ...labels, le: bound / 1000 }, value: total, suffix: '_bucket' }
  })
  total += counts[bucketsMs.length] ?? 0
  return [
    ...buckets,
    { labels: { ...labels, le: '+Inf' }, value: total, suffix: '_bucket' },
    { labels, value: sumMs / 1000, suffix: '_sum' },
    { labels, value: total, suffix: '_count' },
  ]
}
