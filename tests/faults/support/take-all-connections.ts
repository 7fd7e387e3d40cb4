import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { DatabaseFault } from '../../../src/db/database-fault.ts'
import { waitFor } from './wait-for.ts'

/** Connections of nodes, also those that are just being made and have no name yet; ours are called otherwise. */
const others = "backend_type = 'client backend' AND application_name <> 'directory'"

/**
 * Takes every connection that a database server gives, also those that the nodes had, and goes on taking those that become free: one
 * that a node was just making is seen only later.
 *
 * @param adminUrl of a login for which some are reserved
 * @returns how many were taken at first, and how to give all back
 */
export async function takeAllConnections(databaseUrl: string, adminUrl: string): Promise<{ count: number; release: () => Promise<void> }> {
  const taken: pg.Client[] = []
  const stop = new AbortController()
  const admin = await connectOnce(adminUrl)

  /** @returns how many connections others have */
  async function takeFree(): Promise<number> {
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`)
    for (let client = await tryConnect(databaseUrl); client !== null; client = await tryConnect(databaseUrl)) taken.push(client)
    const { rowCount } = await admin.query(`SELECT FROM pg_stat_activity WHERE ${others}`)
    return rowCount ?? 0
  }

  let fault: unknown = null
  async function goOn(): Promise<void> {
    try {
      while (!stop.signal.aborted) {
        await takeFree()
        await wait(50)
      }
    } catch (error) {
      fault = error
    }
  }

  let going = Promise.resolve()
  const release = async () => {
    stop.abort()
    await going
    await Promise.all([admin, ...taken.splice(0)].map((client) => client.end()))
    if (fault !== null) throw fault
  }
  try {
    await waitFor('nobody else has a connection, and none is free', async () => (await takeFree()) === 0)
  } catch (error) {
    await release()
    throw error
  }
  const count = taken.length
  going = goOn()
  return { count, release }
}

async function tryConnect(url: string): Promise<pg.Client | null> {
  try {
    return await connectOnce(url)
  } catch (error) {
    if (error instanceof DatabaseFault) return null
    throw error
  }
}
