import { setImmediate as letOthersRun } from 'node:timers/promises'
import type pg from 'pg'
import type { Query } from './read-consistently.ts'

/** Rows asked for at once: enough that the way to the database does not count, few enough to hold beside what was made of the others. */
const batch = 500

/** Milliseconds of work on rows before whoever else waits is served. */
const slice = 2

/**
 * The rows of a statement, through a cursor, for readers of very many. Meanwhile the process goes on answering: the next rows are on
 * their way while these are taken, and after each few milliseconds the event loop gets its turn.
 */
export async function* readRows<Row extends pg.QueryResultRow>(
  query: Query,
  statement: string,
  values: readonly unknown[] = [],
): AsyncGenerator<Row> {
  await query(`DECLARE rows NO SCROLL CURSOR FOR ${statement}`, values)
  // Settled: a failure waits until the rows before it are taken.
  const fetch = () => Promise.allSettled([query<Row>(`FETCH ${batch} FROM rows`)])
  let since = performance.now()
  let next: ReturnType<typeof fetch> | null = fetch()
  while (next !== null) {
    const rows: Row[] = await resultOf(next)
    next = rows.length < batch ? null : fetch()
    for (const row of rows) {
      yield row
      if (performance.now() - since < slice) continue
      await letOthersRun()
      since = performance.now()
    }
  }
  await query('CLOSE rows')
}

async function resultOf<T>(settled: Promise<[PromiseSettledResult<T>]>): Promise<T> {
  const [result] = await settled
  if (result.status === 'rejected') throw result.reason
  return result.value
}
