import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseFault } from '../database-fault.ts'
import type { Cluster } from './cluster.ts'
import { exists } from './exists.ts'
import { readPostmaster } from './read-postmaster.ts'
import { runCommand } from './run-command.ts'

/**
 * Starts the server of a cluster on a port of the loopback address, unless another process is faster.
 *
 * @throws DatabaseFault with what the server said, when it does not start.
 */
export async function startCluster(cluster: Cluster, port: number): Promise<void> {
  await removeForeignPidFile(cluster)
  const log = path.join(cluster.folder, 'server.log')
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    '-c timezone=UTC',
    '-c log_timezone=UTC',
    ...(cluster.disposable ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off', '-c max_connections=200'] : []),
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

/** Stops the server of a cluster, when it runs: whoever is connected loses the connection, nothing that was committed is lost. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  if ((await readPostmaster(cluster.data)) === null) return
  try {
    await runPgCtl(cluster, ['stop', '--mode=fast', '--wait', '--timeout=60', '--silent'])
  } catch (error) {
    // Somebody else stopped it at the same moment.
    if ((await readPostmaster(cluster.data)) !== null) throw error
  }
}

async function runPgCtl(cluster: Cluster, parameters: string[]): Promise<void> {
  await runCommand(cluster.binaries.pgCtl, [...parameters, `--pgdata=${cluster.data}`], cluster.account)
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
