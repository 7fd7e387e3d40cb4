import type pg from 'pg'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { DatabaseFault } from '../../../src/db/database-fault.ts'
import { waitFor } from './wait-for.ts'

/** Connections of nodes, also those that are just being made and have no name yet; ours are called otherwise. */
const others = "backend_type = 'client backend' AND application_name <> 'directory'"

/**
 * Takes every connection that a database server gives, also those that the nodes had.
 *
 * @param adminUrl of a login for which some are reserved
 * @returns how many were taken, and how to give them back
 */
export async function takeAllConnections(databaseUrl: string, adminUrl: string): Promise<{ count: number; release: () => Promise<void> }> {
  const taken: pg.Client[] = []
  const release = async () => {
    await Promise.all(taken.splice(0).map((client) => client.end()))
  }
  const admin = await connectOnce(adminUrl)
  try {
    await waitFor('nobody else has a connection, and none is free', async () => {
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`)
      for (let client = await tryConnect(databaseUrl); client !== null; client = await tryConnect(databaseUrl)) taken.push(client)
      const { rowCount } = await admin.query(`SELECT FROM pg_stat_activity WHERE ${others}`)
      return rowCount === 0
    })
    return { count: taken.length, release }
  } catch (error) {
    await release()
    throw error
  } finally {
    await admin.end()
  }
}

async function tryConnect(url: string): Promise<pg.Client | null> {
  try {
    return await connectOnce(url)
  } catch (error) {
    if (error instanceof DatabaseFault) return null
    throw error
  }
}
