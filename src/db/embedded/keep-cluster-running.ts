import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { ownCluster, type OwnedServer } from './own-cluster.ts'
import { stopCluster } from './run-cluster.ts'

export interface EmbeddedLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

/** Pauses between attempts to start it again, in milliseconds: the first and the longest. */
const [firstPause, longestPause] = [100, 15_000]

/**
 * Watches the server of a cluster by the connection that holds its lock, and starts it again on the same port whenever it has died, for
 * as long as it takes. A server that hangs keeps its connection, and is left alone.
 *
 * @returns ends the watching; the server is left as it is, also one that was just being started
 */
export function keepClusterRunning(cluster: Cluster, owned: OwnedServer, log: EmbeddedLog): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const stopped = once(signal, 'abort')

  async function watch(): Promise<void> {
    let server: OwnedServer | null = owned
    while (server !== null) {
      await Promise.race([server.lost, stopped])
      server = signal.aborted ? null : await restart()
    }
  }

  /** Null when the watching ends before it has worked. */
  async function restart(): Promise<OwnedServer | null> {
    log.warn({ dataDir: cluster.dataDir }, 'the embedded database is lost; it is started again unless it still runs, and what is in memory is served meanwhile')
    let said = ''
    for (let pause = firstPause; !signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      try {
        const again = await ownCluster(cluster, () => Promise.resolve(owned.port))
        if (again.port === owned.port) {
          log.info({ dataDir: cluster.dataDir }, 'the embedded database runs again')
          return again
        }
        // Somebody else had started it meanwhile, and left it. Whoever uses it through us knows the first port only.
        await stopCluster(cluster)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        if (reason !== said) log.warn({ err: error }, 'the embedded database could not be started again; it is tried on')
        said = reason
        await waitUnlessStopped(pause)
      }
    }
    return null
  }

  async function waitUnlessStopped(milliseconds: number): Promise<void> {
    try {
      await wait(milliseconds, undefined, { ref: false, signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  const watching = watch()
  return async () => {
    stopping.abort()
    await watching
  }
}
