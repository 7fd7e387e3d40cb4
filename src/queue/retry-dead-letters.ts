import { PgBoss } from 'pg-boss'
import { connectOnce } from '../db/connect-once.ts'
import { deadLetters, queueSchema } from './queue-names.ts'

/**
 * Puts everything that failed for good back into the queue from which it came.
 *
 * @returns how much that was
 */
export async function retryDeadLetters(url: string): Promise<number> {
  const client = await connectOnce(url)
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
  const boss = new PgBoss({ db, schema: queueSchema, migrate: false, supervise: false, schedule: false })
  try {
    await boss.start()
    // Otherwise it stops after the first thousand.
    return await boss.redrive(deadLetters, { limit: Number.MAX_SAFE_INTEGER })
  } finally {
    await boss.stop({ graceful: false })
    await client.end()
  }
}
