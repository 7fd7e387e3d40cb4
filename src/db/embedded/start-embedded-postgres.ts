import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { connectOnce } from '../connect-once.ts'
import { DatabaseFault } from '../database-fault.ts'
import { locks } from '../locks.ts'
import { chooseAccount, type Account } from './choose-account.ts'
import { createCluster, superuser } from './create-cluster.ts'
import { createProductDatabase, productDatabase } from './create-product-database.ts'
import { exists } from './exists.ts'
import { findBinaries, type Binaries } from './find-binaries.ts'
import { findFreePort } from './find-free-port.ts'
import { prepareFolder } from './prepare-folder.ts'
import { readPostmaster, type Postmaster } from './read-postmaster.ts'
import { removeUnfinishedClusters } from './remove-unfinished-clusters.ts'
import { runCommand } from './run-command.ts'

export interface EmbeddedPostgres {
  /** Where the product's own database is, with its login. */
  url: string
  stop: () => Promise<void>
}

interface Cluster {
  dataDir: string
  folder: string
  data: string
  password: string
  binaries: Binaries
  account: Account | null
}

/** A server that is just starting or stopping for another process is waited for this long, in milliseconds. */
const patience = 15_000

/**
 * Starts a PostgreSQL of our own on a data folder, on a free port of the loopback address. A server left behind by a process that
 * was killed is taken over as it runs.
 *
 * @param disposable for tests: nothing is forced to disk, and the login may create databases.
 * @throws DatabaseFault when the folder cannot be used, is used by another process, or the server does not start.
 */
export async function startEmbeddedPostgres(options: { dataDir: string; disposable?: boolean }): Promise<EmbeddedPostgres> {
  const disposable = options.disposable ?? false
  const dataDir = path.resolve(options.dataDir)
  const account = await chooseAccount()
  const binaries = await findBinaries(account)
  const folder = await prepareFolder(dataDir, account)
  const data = path.join(folder, 'data')
  if (!(await exists(path.join(data, 'PG_VERSION')))) await createCluster(folder, binaries, account, !disposable)
  await refuseOtherMajor(data, binaries)
  const password = (await readFile(path.join(folder, 'password'), 'utf8')).trim()
  const cluster: Cluster = { dataDir, folder, data, password, binaries, account }

  const { server, port } = await own(cluster, disposable)
  await removeUnfinishedClusters(folder)
  await createProductDatabase(server, password, disposable)
  return { url: urlOf(cluster, productDatabase, productDatabase, port), stop: () => stop(cluster) }
}

/**
 * Gets hold of the server of a data folder, started now or running already. Who takes its lock first owns it, whoever started it:
 * so two processes that start at once cannot take it away from each other.
 *
 * @returns the connection that holds the lock until the server stops
 */
async function own(cluster: Cluster, disposable: boolean): Promise<{ server: pg.Client; port: number }> {
  const deadline = performance.now() + patience
  for (;;) {
    const running = await readPostmaster(cluster.data)
    if (running === null) {
      await start(cluster, disposable)
      continue
    }
    const server = await tryConnect(cluster, running)
    if (server !== null) {
      if (await takeOwnerLock(server)) return { server, port: running.port }
      await server.end()
      throw inUse(cluster.dataDir)
    }
    if (performance.now() > deadline) throw inUse(cluster.dataDir)
    await pause(50)
  }
}

function urlOf(cluster: Cluster, user: string, database: string, port: number): string {
  return `postgresql://${user}:${cluster.password}@127.0.0.1:${port}/${database}`
}

async function start(cluster: Cluster, disposable: boolean): Promise<void> {
  await removeForeignPidFile(cluster)
  const log = path.join(cluster.folder, 'server.log')
  const settings = [
    `-p ${await findFreePort()}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    '-c timezone=UTC',
    '-c log_timezone=UTC',
    ...(disposable ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off', '-c max_connections=200'] : []),
  ]
  await rm(log, { force: true })
  try {
    await runPgCtl(cluster, ['start', '--wait', '--timeout=60', '--silent', `--log=${log}`, `--options=${settings.join(' ')}`])
  } catch (error) {
    // Another process was faster.
    if ((await readPostmaster(cluster.data)) !== null) return
    const reason = (await exists(log)) ? (await readFile(log, 'utf8')).trim().split('\n').slice(-5).join('\n') : String(error)
    throw new DatabaseFault(`The embedded database in ${cluster.dataDir} did not start:\n${reason}`, { cause: error })
  }
}

async function stop(cluster: Cluster): Promise<void> {
  if ((await readPostmaster(cluster.data)) === null) return
  await runPgCtl(cluster, ['stop', '--mode=fast', '--wait', '--timeout=60', '--silent'])
}

async function runPgCtl(cluster: Cluster, parameters: string[]): Promise<void> {
  await runCommand(cluster.binaries.pgCtl, [...parameters, `--pgdata=${cluster.data}`], cluster.account)
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

async function takeOwnerLock(server: pg.Client): Promise<boolean> {
  const { rows } = await server.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [locks.embeddedOwner])
  return rows[0]?.taken === true
}

/**
 * PostgreSQL refuses to start while its pid file names any living process of the same user, also when that is another program
 * which got the number after a crash (in a container the numbers repeat at every start).
 */
async function removeForeignPidFile(cluster: Cluster): Promise<void> {
  const file = path.join(cluster.data, 'postmaster.pid')
  if (!(await exists(file))) return
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  try {
    process.kill(pid, 0)
  } catch {
    // No such process: PostgreSQL sees that itself, and checks the rest of the file.
    return
  }
  await rm(file)
}

async function refuseOtherMajor(data: string, binaries: Binaries): Promise<void> {
  const major = (await readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim()
  if (major === binaries.major) return
  throw new DatabaseFault(
    `The database in ${data} was made by PostgreSQL ${major}; this release brings PostgreSQL ${binaries.major}. ` +
      'Start the release that made it and move the data with pg_dump, or use a database server of your own with DATABASE_URL.',
  )
}

function inUse(dataDir: string): DatabaseFault {
  return new DatabaseFault(
    `The data folder ${dataDir} is in use by another running server. Stop that one, or name another folder with DATA_DIR.`,
  )
}
