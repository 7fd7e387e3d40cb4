import pg from 'pg'
import { connectOnce } from '../../src/db/connect-once.ts'
import { waitUntil } from './wait-until.ts'

/** Drops a database, with every connection to it. A worker of autovacuum is the server's own, which this login may not end: it is soon done. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const admin = await connectOnce(serverUrl)
  try {
    await waitUntil('autovacuum is done with a database that is to be dropped', async () => {
      try {
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
        return true
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.message === 'permission denied to terminate process') return false
        throw error
      }
    })
  } finally {
    await admin.end()
  }
}
