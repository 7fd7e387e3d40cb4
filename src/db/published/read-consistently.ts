import type pg from 'pg'
import { DatabaseFault } from '../database-fault.ts'
import { describeFault } from './describe-fault.ts'
import { refuseUnfitLogin } from './refuse-unfit-login.ts'

/** Runs one statement in the transaction of the reading and gives its rows. */
export type Query = <Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]) => Promise<Row[]>

export type Source = {
  pool: pg.Pool
  /** Connections whose login was found fit. */
  fit: WeakSet<pg.PoolClient>
}

/**
 * Reads in one read-only transaction that sees a single instant. The first transaction of each connection refuses a login that must
 * not be used, before it reads anything: also after a database was away, when it may come back as another one.
 *
 * @param patience milliseconds for any one answer; a database that is silent for longer is given up, and so is the connection.
 * @throws DatabaseFault when the database cannot be reached, does not answer, or its login is unfit.
 */
export async function readConsistently<T>({ pool, fit }: Source, patience: number, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await connect(pool)
  let state: 'reading' | 'silent' | 'released' = 'reading'
  const release = (next: 'silent' | 'released', broken: boolean) => {
    if (state !== 'reading') return
    state = next
    // A broken connection is closed, not given back. Its unanswered query then fails.
    client.release(broken)
  }
  const silence = setTimeout(() => release('silent', true), patience)
  const query: Query = async (statement, values) => {
    const { rows } = await client.query(statement, values === undefined ? undefined : [...values])
    if (state === 'reading') silence.refresh()
    return rows
  }
  try {
    // The server ends by itself what nobody waits for any more, also when this process has been frozen half-way.
    await query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${patience}; ` +
        `SET LOCAL idle_in_transaction_session_timeout = ${patience * 2}`,
    )
    if (!fit.has(client)) {
      await refuseUnfitLogin(query)
      fit.add(client)
    }
    const result = await work(query)
    await query('COMMIT')
    release('released', false)
    return result
  } catch (error) {
    if (silenced(state)) throw new DatabaseFault(`The database has not answered for ${patience / 1000} seconds.`, { cause: error })
    throw error
  } finally {
    clearTimeout(silence)
    release('released', true)
  }
}

/** The type checker does not see that a timer has changed it. */
function silenced(state: string): boolean {
  return state === 'silent'
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw describeFault(error)
  }
}
