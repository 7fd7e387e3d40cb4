import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { ask } from '../ask.ts'
import { publishChange } from '../publish-change.ts'
import type { Bound } from './bound.ts'

type Bench = { address: string; database: pg.Client; listings: number; times: number; draw: (below: number) => number }

const patienceMs = 30_000

/**
 * From asking for the commit until another node shows the change: with notifications, and with the poll alone, as behind a pooler
 * that swallows them.
 */
export async function measureVisible({ address, database, listings, times, draw }: Bench): Promise<Bound[]> {
  const once = async () => {
    // At any moment between two polls, not always right after one.
    await pause(draw(1000))
    return publishAndWait(address, database)
  }
  await once()
  const notified = await repeat(times, once)
  const notifiers = await switchNotifiers(database, 'DISABLE')
  const polled = await repeat(times, once)
  await switchNotifiers(database, 'ENABLE')
  const bound = (title: string, figure: number, aim: number | null): Bound => ({ id: 'visible', title, listings, figure, unit: 'ms', aim })
  const silent = notifiers === 0 ? ' (the database sends none)' : ''
  return [
    bound(`published to visible on another node, median${silent}`, percentile(notified, 50), 100),
    bound('the same, p99', percentile(notified, 99), null),
    bound('published to visible without notifications, median', percentile(polled, 50), null),
    bound('the same, p99', percentile(polled, 99), 1500),
  ]
}

async function publishAndWait(address: string, database: pg.Client): Promise<number> {
  const { slug, revision, at } = await publishChange(database)
  for (;;) {
    const { status, body } = await ask(`${address}/v1/listings/${slug}`)
    const seen = status === 200 ? (JSON.parse(body.toString()) as { revision: number }).revision : 0
    const waited = performance.now() - at
    if (seen >= revision) return waited
    if (waited > patienceMs) throw new Error(`${address} did not show revision ${revision} of ${slug} within ${patienceMs / 1000} s (${status}).`)
    await nextTurn()
  }
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const measured: number[] = []
  for (let time = 0; time < times; time += 1) measured.push(await measure())
  return measured.toSorted((one, other) => one - other)
}

function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}

/** Takes away, or gives back, the triggers that send notifications. Answers how many there are. */
async function switchNotifiers(database: pg.Client, how: 'DISABLE' | 'ENABLE'): Promise<number> {
  const { rows } = await database.query<{ statement: string }>(
    `SELECT format('ALTER TABLE %s ${how} TRIGGER %I', tgrelid::regclass, tgname) AS statement
     FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND prosrc ~* 'pg_notify|\\mnotify\\M'`,
  )
  for (const { statement } of rows) await database.query(statement)
  return rows.length
}
