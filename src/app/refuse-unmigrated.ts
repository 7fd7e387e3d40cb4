import { connectOnce } from '../db/connect-once.ts'
import { DatabaseFault } from '../db/database-fault.ts'

/**
 * For commands that only read: they never change a database, not even to bring it to this release.
 *
 * @throws DatabaseFault saying what to do, when the database cannot be reached or has not what this release reads
 */
export async function refuseUnmigrated(url: string): Promise<void> {
  const client = await connectOnce(url)
  try {
    const { rows } = await client.query<{ ready: boolean }>(
      "SELECT to_regclass('published_listing') IS NOT NULL AND to_regclass('pgboss.job') IS NOT NULL AS ready",
    )
    if (rows[0]?.ready === true) return
    throw new DatabaseFault('The database is not at this release yet. Run "npm run -s cli -- migrate" first.')
  } finally {
    await client.end()
  }
}
