import type pg from 'pg'
import { waitUntil } from './wait-until.ts'

/**
 * Lets several requests loose while somebody else holds rows that all of them need, and lets go when each of them waits or has ended.
 *
 * @param gatekeeper a connection that nobody else uses
 * @param lock what it locks meanwhile
 * @returns what came of each, in the order of `tasks`
 */
export async function holdUp<Result>(gatekeeper: pg.Client, lock: { text: string; values: string[] }, tasks: readonly (() => Promise<Result>)[]): Promise<Result[]> {
  await gatekeeper.query('BEGIN')
  await gatekeeper.query(lock)
  let done = 0
  const running = tasks.map(async (task) => {
    try {
      return await task()
    } finally {
      done += 1
    }
  })
  await waitUntil('all are held up or have ended', async () => {
    await gatekeeper.query('SELECT pg_stat_clear_snapshot()')
    const { rows } = await gatekeeper.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'`,
    )
    return (rows[0]?.count ?? 0) + done >= tasks.length
  })
  await gatekeeper.query('COMMIT')
  return Promise.all(running)
}
