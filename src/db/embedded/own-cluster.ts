import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { connectOnce } from '../connect-once.ts'
import { DatabaseFault } from '../database-fault.ts'
import { locks } from '../locks.ts'
import { type Cluster, urlOf } from './cluster.ts'
import { superuser } from './create-cluster.ts'
import { DataFolderInUse } from './data-folder-in-use.ts'
import { readPostmaster, type Postmaster } from './read-postmaster.ts'
import { startCluster } from './run-cluster.ts'

export interface OwnedServer {
  /** Holds the lock of the owner until the server stops, or is lost. */
  connection: pg.Client
  port: number
  /** Resolves when that connection is lost: the server has stopped, or was killed. */
  lost: Promise<void>
}

/** A server that is just starting or stopping for another process is waited for this long, in milliseconds. */
const patience = 15_000

/**
 * Gets hold of the server of a cluster, started now or running already. Who takes its lock first owns it, whoever started it:
 * so two processes that start at once cannot take it away from each other.
 *
 * @param choosePort for a server that has to be started
 * @throws DataFolderInUse when another process owns it; DatabaseFault when it does not start, or runs and does not answer.
 */
export async function ownCluster(cluster: Cluster, choosePort: () => Promise<number>): Promise<OwnedServer> {
  const deadline = performance.now() + patience
  for (;;) {
    const running = await readPostmaster(cluster.data)
    if (running === null) {
      await startCluster(cluster, await choosePort())
      continue
    }
    const connection = await tryConnect(cluster, running)
    if (connection !== null) {
      const lost = new Promise<void>((resolve) => connection.once('end', () => resolve()))
      if (await takeOwnerLock(connection)) return { connection, port: running.port, lost }
      await connection.end()
      throw new DataFolderInUse(cluster.dataDir, running.port)
    }
    if (performance.now() > deadline) throw silent(cluster, running)
    await pause(50)
  }
}

/** Null while the server is on its way up or down. */
async function tryConnect(cluster: Cluster, running: Postmaster): Promise<pg.Client | null> {
  try {
    return await connectOnce(urlOf(cluster, superuser, 'postgres', running.port))
  } catch (error) {
    if (error instanceof DatabaseFault) return null
    throw error
  }
}

async function takeOwnerLock(connection: pg.Client): Promise<boolean> {
  const { rows } = await connection.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [locks.embeddedOwner])
  return rows[0]?.taken === true
}

function silent({ dataDir, folder }: Cluster, { pid }: Postmaster): DatabaseFault {
  return new DatabaseFault(
    `The embedded database in ${dataDir} runs (process ${pid}), but does not answer. It may still be putting its data in order after a crash; ` +
      `${folder}/server.log tells. It is never killed from here: where it hangs, end that process.`,
  )
}
