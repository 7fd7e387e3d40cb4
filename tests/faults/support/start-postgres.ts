import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { DatabaseFault } from '../../../src/db/database-fault.ts'
import { chooseAccount } from '../../../src/db/embedded/choose-account.ts'
import { urlOf } from '../../../src/db/embedded/cluster.ts'
import { superuser } from '../../../src/db/embedded/create-cluster.ts'
import { productDatabase } from '../../../src/db/embedded/create-product-database.ts'
import { findBinaries } from '../../../src/db/embedded/find-binaries.ts'
import { findFreePort } from '../../../src/db/embedded/find-free-port.ts'
import { startCluster, stopCluster } from '../../../src/db/embedded/run-cluster.ts'
import { makeDataFolder } from '../../support/data-folder.ts'
import type { DataFolder } from '../../support/data-folder.ts'
import { waitFor } from './wait-for.ts'
import { whenWeEnd } from '../../support/when-we-end.ts'

export type FaultyPostgres = {
  /** The product's database with its login; the same whenever the server is started again. */
  url: string
  /** Login of the superuser, whose connections are still accepted when all others are taken. */
  adminUrl: string
  start: () => Promise<void>
  /** As an operator stops it: whoever is connected is cut off, nothing that was committed is lost. */
  stop: () => Promise<void>
  /** SIGKILL to the server and to every process of it. */
  kill: () => Promise<void>
  /** SIGSTOP to all of them: connections stay open, and nothing is ever said on them. */
  freeze: () => Promise<void>
  thaw: () => void
  remove: () => Promise<void>
}

/**
 * Starts a PostgreSQL server of its own on a copy of a data folder, at an address that stays.
 *
 * @param original the data folder of a server that does not run
 */
export async function startPostgres(original: DataFolder): Promise<FaultyPostgres> {
  const account = await chooseAccount()
  const folder = await makeDataFolder(original)
  const own = path.join(folder.path, 'postgres')
  const password = (await readFile(path.join(own, 'password'), 'utf8')).trim()
  const binaries = await findBinaries(account)
  const cluster = { dataDir: folder.path, folder: own, data: path.join(own, 'data'), password, binaries, account, disposable: false }
  const port = await findFreePort()
  const adminUrl = urlOf(cluster, superuser, productDatabase, port)
  let thawing: { pids: number[]; never: () => void } | null = null

  /** All processes of the server, itself first. */
  async function processes(): Promise<number[]> {
    const client = await connectOnce(adminUrl)
    try {
      const { rows } = await client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()')
      const postmaster = await folder.postmaster()
      return [...(postmaster === null ? [] : [postmaster]), ...rows.map(({ pid }) => pid)]
    } finally {
      await client.end()
    }
  }

  async function start(): Promise<void> {
    await waitFor('the database server starts', async () => {
      try {
        await startCluster(cluster, port)
        return true
      } catch (error) {
        // After a kill the last of its processes may still be on its way out.
        if (error instanceof DatabaseFault) return false
        throw error
      }
    })
  }

  function thaw(): void {
    for (const pid of thawing?.pids ?? []) send(pid, 'SIGCONT')
    thawing?.never()
    thawing = null
  }

  await start()
  return {
    url: urlOf(cluster, productDatabase, productDatabase, port),
    adminUrl,
    start,
    stop: () => stopCluster(cluster),
    async kill() {
      for (const pid of await processes()) send(pid, 'SIGKILL')
      await waitFor('the database server is dead', async () => (await folder.postmaster()) === null)
    },
    async freeze() {
      const pids = await processes()
      // Whoever cleans up after us when we are killed must find processes that can end.
      thawing = { pids, ...whenWeEnd('kill -CONT $1', pids.join(' ')) }
      for (const pid of pids) send(pid, 'SIGSTOP')
    },
    thaw,
    async remove() {
      thaw()
      await folder.remove()
    },
  }
}

/** A session may have ended by itself meanwhile. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
