import { rm } from 'node:fs/promises'
import path from 'node:path'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { checkAddress } from '../../src/app/check-address.ts'
import type { Config } from '../../src/app/config.ts'
import { findFreePort } from '../../src/db/embedded/find-free-port.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { describeNginx, describeNode, describeNodeProxy, describeWorker } from './describe-programs.ts'
import { keepRunning, type Program } from './keep-running.ts'
import { writeNginxConf } from './write-nginx-conf.ts'

export interface Cluster {
  /** Where to ask. */
  proxy: string
  nodes: readonly string[]
  /** Stops everything, in the opposite order of starting. */
  stop: () => Promise<void>
}

/**
 * Starts what docker-compose.yml starts, as plain processes of this machine: a database (unless the settings name one), the migration
 * step, two nodes, a worker, and a caching proxy before them. What ends is started again.
 *
 * @param nginx the program that is the proxy; null for the one of this repository
 * @param print takes what the processes print, and what happens to them
 * @throws when something does not start; what was started is stopped again.
 */
export async function startCluster({ config, environment, nginx, print, signal }: {
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'port'>
  environment: NodeJS.ProcessEnv
  nginx: string | null
  print: (text: string) => void
  signal: AbortSignal
}): Promise<Cluster> {
  const closers: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
  }
  const begin = async (...programs: Program[]) => {
    const kept = programs.map((program) => keepRunning(program, print))
    closers.push(() => Promise.all(kept.map((program) => program.stop())))
    await Promise.all(kept.map((program) => program.ready))
    signal.throwIfAborted()
  }
  try {
    await checkAddress('127.0.0.1', config.port)
    const dataDir = path.join(config.dataDir, 'cluster')
    const databaseUrl = config.databaseUrl ?? (await openDatabase(dataDir))
    signal.throwIfAborted()
    await bringToRelease(databaseUrl, 'switch_role')
    signal.throwIfAborted()

    const port = config.port === 0 ? await findFreePort() : config.port
    // People come through the proxy: links in mails lead there.
    const inherited = { PUBLIC_URL: `http://127.0.0.1:${port}`, ...environment, DATABASE_URL: databaseUrl }
    const [first, second] = [await findFreePort(), await findFreePort()]
    await begin(describeNode('node-1', first, dataDir, inherited), describeNode('node-2', second, dataDir, inherited), describeWorker(inherited))

    const nodes = [`127.0.0.1:${first}`, `127.0.0.1:${second}`] as const
    await begin(nginx === null ? describeNodeProxy(port, nodes, environment) : describeNginx(nginx, port, await writeConf(port, nodes), environment))
    return { proxy: `http://127.0.0.1:${port}`, nodes: nodes.map((node) => `http://${node}`), stop }
  } catch (error) {
    await stop()
    throw error
  }

  async function openDatabase(dataDir: string): Promise<string> {
    const say = (_: object, message: string) => print(`database | ${message}`)
    const database = await startEmbeddedPostgres({ dataDir, keepRunning: { info: say, warn: say } })
    closers.push(database.stop)
    return database.url
  }

  async function writeConf(port: number, nodes: readonly [string, string]): Promise<string> {
    const folder = await writeNginxConf(port, nodes)
    closers.push(() => rm(folder, { recursive: true }))
    return folder
  }
}
