/** Upper bounds of the buckets for latencies, in milliseconds: a kept answer takes a tenth of one, a computed one several. */
export const bucketsMs = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const

/** `kept`: the finished bytes were at hand. `computed`: the answer was made for this request. */
export type Way = 'kept' | 'computed'

export type Durations = {
  /** One number a bucket, the last for whatever took longer; not cumulative. */
  readonly counts: Float64Array
  sumMs: number
}

/** Counts the answers of one route. */
export type RouteMeter = {
  /** An answer of kept bytes. Allocates nothing: at 60,000 requests a second it may cost no more than a few additions. */
  kept(method: 'GET' | 'HEAD', status: 200 | 304, ms: number): void
  /** Any other answer. */
  computed(method: string, status: number, ms: number): void
}

export type Meter = {
  /**
   * The counters of a route, always the same object for the same pattern.
   *
   * @param pattern as the route was declared, such as `/v1/listings/:listing`; null for addresses that there are not. Never an
   *   address that somebody asked for.
   */
  route(pattern: string | null): RouteMeter
  /** A request that was turned away. */
  refused(reason: Refusal): void
  /** Bytes that could not be read as a request. */
  unreadable(fault: UnreadableFault): void
  /** Everything counted so far, for the text of the metrics. */
  read(): Reading
}

export const refusals = ['rate_limit', 'overload', 'connections'] as const
export type Refusal = (typeof refusals)[number]

export const unreadableFaults = ['malformed', 'headers_too_large', 'timeout'] as const
export type UnreadableFault = (typeof unreadableFaults)[number]

export type Reading = {
  requests: { route: string; method: string; status: number; way: Way; count: number }[]
  durations: { route: string; way: Way; durations: Durations }[]
  refused: Readonly<Record<Refusal, number>>
  unreadable: Readonly<Record<UnreadableFault, number>>
}

const noRoute = 'none'
const namedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])

/**
 * Counts requests in plain numbers. The library that writes the metrics takes half a microsecond for each call, so it is asked
 * only when somebody reads them.
 */
export function createMeter(): Meter {
  const routes = new Map<string, ReturnType<typeof createRouteMeter>>()
  const refused = { rate_limit: 0, overload: 0, connections: 0 }
  const unreadable = { malformed: 0, headers_too_large: 0, timeout: 0 }
  return {
    route(pattern) {
      const name = pattern ?? noRoute
      let meter = routes.get(name)
      if (meter === undefined) routes.set(name, (meter = createRouteMeter()))
      return meter
    },
    refused: (reason) => void (refused[reason] += 1),
    unreadable: (fault) => void (unreadable[fault] += 1),
    read: () => ({
      requests: [...routes].flatMap(([route, meter]) => meter.requests().map((request) => ({ route, ...request }))),
      durations: [...routes].flatMap(([route, meter]) => meter.durations().map((entry) => ({ route, ...entry }))),
      refused: { ...refused },
      unreadable: { ...unreadable },
    }),
  }
}

function createRouteMeter() {
  /** GET 200, GET 304, HEAD 200, HEAD 304. */
  const keptCounts = new Float64Array(4)
  const computedCounts = new Map<string, { method: string; status: number; count: number }>()
  const kept = noDurations()
  const computed = noDurations()
  return {
    kept(method: 'GET' | 'HEAD', status: 200 | 304, ms: number): void {
      const index = (method === 'GET' ? 0 : 2) + (status === 200 ? 0 : 1)
      keptCounts[index] = (keptCounts[index] ?? 0) + 1
      addDuration(kept, ms)
    },
    computed(method: string, status: number, ms: number): void {
      const name = namedMethods.has(method) ? method : 'other'
      const key = `${name} ${status}`
      const entry = computedCounts.get(key)
      if (entry === undefined) computedCounts.set(key, { method: name, status, count: 1 })
      else entry.count += 1
      addDuration(computed, ms)
    },
    requests: () => [
      ...keptKinds
        .map((kind, index) => ({ ...kind, way: 'kept' as const, count: keptCounts[index] ?? 0 }))
        .filter(({ count }) => count > 0),
      ...[...computedCounts.values()].map((entry) => ({ ...entry, way: 'computed' as const })),
    ],
    durations: () =>
      [
        { way: 'kept' as const, durations: kept },
        { way: 'computed' as const, durations: computed },
      ].filter(({ durations }) => durations.counts.some((count) => count > 0)),
  }
}

const keptKinds = [
  { method: 'GET', status: 200 },
  { method: 'GET', status: 304 },
  { method: 'HEAD', status: 200 },
  { method: 'HEAD', status: 304 },
]

const noDurations = (): Durations => ({ counts: new Float64Array(bucketsMs.length + 1), sumMs: 0 })

function addDuration(durations: Durations, ms: number): void {
  let bucket = 0
  while (bucket < bucketsMs.length && ms > (bucketsMs[bucket] ?? 0)) bucket += 1
  durations.counts[bucket] = (durations.counts[bucket] ?? 0) + 1
  durations.sumMs += ms
}
