import type pg from 'pg'
import { waitUntil } from './wait-until.ts'

/** Where those who race are held up until all are there: nowhere, at the row of the listing, or at the directory version. */
export const gates = ['none', 'row', 'version'] as const
export type Gate = (typeof gates)[number]

/**
 * Lets several requests loose at once, in the order of `tasks`, and opens the gate when none of them comes any further.
 *
 * @param gatekeeper a connection that nobody else uses
 * @param pauses turns of the event loop before each task
 * @returns what came of each, in the order of `tasks`
 */
export async function race<Result>(
  gatekeeper: pg.Client,
  { gate, listingId, pauses }: { gate: Gate; listingId: string | null; pauses: readonly number[] },
  tasks: readonly (() => Promise<Result>)[],
): Promise<Result[]> {
  const isShut = gate !== 'none' && !(gate === 'row' && listingId === null)
  let done = 0
  if (isShut) {
    await gatekeeper.query('BEGIN')
    if (gate === 'version') await gatekeeper.query('SELECT FROM directory_head FOR UPDATE')
    else await gatekeeper.query('SELECT FROM listing WHERE id = $1 FOR UPDATE', [listingId])
  }
  const running = tasks.map(async (task, index) => {
    for (let turn = 0; turn < (pauses[index] ?? 0); turn += 1) await new Promise((resolve) => setImmediate(resolve))
    try {
      return await task()
    } finally {
      done += 1
    }
  })
  if (isShut) {
    await waitUntil('all that race are held up or have finished', async () => {
      // Within a transaction the first look would be repeated for ever.
      await gatekeeper.query('SELECT pg_stat_clear_snapshot()')
      const { rows } = await gatekeeper.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'`,
      )
      return (rows[0]?.count ?? 0) + done >= tasks.length
    })
    await gatekeeper.query('COMMIT')
  }
  return Promise.all(running)
}
