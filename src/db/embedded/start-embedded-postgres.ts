import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseFault } from '../database-fault.ts'
import { chooseAccount } from './choose-account.ts'
import { type Cluster, urlOf } from './cluster.ts'
import { createCluster } from './create-cluster.ts'
import { createProductDatabase, productDatabase } from './create-product-database.ts'
import { DataFolderInUse } from './data-folder-in-use.ts'
import { exists } from './exists.ts'
import { findBinaries, type Binaries } from './find-binaries.ts'
import { findFreePort } from './find-free-port.ts'
import { type EmbeddedLog, keepClusterRunning } from './keep-cluster-running.ts'
import { ownCluster, type OwnedServer } from './own-cluster.ts'
import { prepareFolder } from './prepare-folder.ts'
import { removeUnfinishedClusters } from './remove-unfinished-clusters.ts'
import { stopCluster } from './run-cluster.ts'

export interface EmbeddedPostgres {
  /** Where the product's own database is, with its login. Stays the same when the server is started again. */
  url: string
  /** Stops the server, unless it is another process's. */
  stop: () => Promise<void>
}

/**
 * Starts a PostgreSQL of our own on a data folder, on a free port of the loopback address. A server left behind by a process that
 * was killed is taken over as it runs.
 *
 * @param disposable for tests: nothing is forced to disk, and the login may create databases.
 * @param keepRunning where to log; the server is then started again whenever it dies, until `stop`.
 * @param share for short work beside another process that uses the folder: that one's server is used, and left running.
 * @throws DatabaseFault when the folder cannot be used, is used by another process (DataFolderInUse, unless shared), or the server does
 *   not start.
 */
export async function startEmbeddedPostgres({ dataDir: given, disposable = false, keepRunning, share = false }: {
  dataDir: string
  disposable?: boolean
  keepRunning?: EmbeddedLog
  share?: boolean
}): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(given)
  const account = await chooseAccount()
  const binaries = await findBinaries(account)
  const folder = await prepareFolder(dataDir, account)
  const data = path.join(folder, 'data')
  if (!(await exists(path.join(data, 'PG_VERSION')))) await createCluster(folder, binaries, account, !disposable)
  await refuseOtherMajor(data, binaries)
  const password = (await readFile(path.join(folder, 'password'), 'utf8')).trim()
  const cluster: Cluster = { dataDir, folder, data, password, binaries, account, disposable }

  const owned = await ownOrFind(cluster, share)
  if (typeof owned === 'number') return { url: urlOf(cluster, productDatabase, productDatabase, owned), stop: () => Promise.resolve() }
  try {
    await removeUnfinishedClusters(folder)
    await createProductDatabase(owned.connection, password, disposable)
  } catch (error) {
    // Whoever tries again would find the folder in use, by us.
    await stopCluster(cluster)
    throw error
  }
  const endWatch = keepRunning === undefined ? null : keepClusterRunning(cluster, owned, keepRunning)
  return {
    url: urlOf(cluster, productDatabase, productDatabase, owned.port),
    stop: async () => {
      await endWatch?.()
      await stopCluster(cluster)
    },
  }
}

/** The server, owned from now on; or the port of that of another process, when it may be shared. */
async function ownOrFind(cluster: Cluster, share: boolean): Promise<OwnedServer | number> {
  try {
    return await ownCluster(cluster, findFreePort)
  } catch (error) {
    if (share && error instanceof DataFolderInUse) return error.port
    throw error
  }
}

async function refuseOtherMajor(data: string, binaries: Binaries): Promise<void> {
  const major = (await readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim()
  if (major === binaries.major) return
  throw new DatabaseFault(
    `The database in ${data} was made by PostgreSQL ${major}; this release brings PostgreSQL ${binaries.major}. ` +
      'Start the release that made it and move the data with pg_dump, or use a database server of your own with DATABASE_URL.',
  )
}
