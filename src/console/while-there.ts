import { databaseAway, isDatabaseAway } from '../db/database-away.ts'
import { retryDeadlock } from '../directory/retry-deadlock.ts'

/**
 * Runs a transaction. When the database is away nothing of it was kept, or its answer was lost: whoever asked is told to come again,
 * and finds out by the tag or the `Idempotency-Key`.
 */
export async function whileThere<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await retryDeadlock(run)
  } catch (error) {
    throw isDatabaseAway(error) ? databaseAway(error) : error
  }
}
