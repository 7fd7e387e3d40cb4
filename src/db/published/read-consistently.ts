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
  let released = false
  const release = (broken: boolean) => {
    if (released) return
    released = true
    // A broken connection is closed, not given back.
    client.release(broken)
  }
  let silent = false
  const silence = setTimeout(() => {
    silent = true
    // The query that has no answer then fails.
    release(true)
  }, patience)
  const query: Query = async (statement, values) => {
    try {
      const { rows } = await client.query(statement, values === undefined ? undefined : [...values])
      if (!released) silence.refresh()
      return rows
    } catch (error) {
      if (silent) throw new DatabaseFault(`The database has not answered for ${patience / 1000} seconds.`, { cause: error })
      throw describeFault(error)
    }
  }
  try {
    // The server ends by itself what nobody waits for any more, also when this process was frozen half-way.
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
    release(false)
    return result
  } finally {
    clearTimeout(silence)
    release(true)
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw describeFault(error)
  }
}
