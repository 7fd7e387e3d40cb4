import { setTimeout as wait } from 'node:timers/promises'
import { databaseAway, isDatabaseAway } from '../db/database-away.ts'

/** Milliseconds for which somebody waits for a database that does not answer. */
const patience = 5000

/**
 * Writes something down, or says soon that it was not: nothing that is sent is ever lost in silence.
 *
 * @throws ProblemError `database_away` when the database cannot be reached, or does not answer in time
 */
export async function writeSoon<T>(write: () => Promise<T>): Promise<T> {
  const answered = new AbortController()
  const late = wait(patience, null, { signal: answered.signal, ref: false })
  try {
    return await Promise.race([write(), late.then(() => Promise.reject(databaseAway()))])
  } catch (error) {
    throw isDatabaseAway(error) ? databaseAway(error) : error
  } finally {
    answered.abort()
  }
}
