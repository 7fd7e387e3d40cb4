import { migrate } from '../db/migrate.ts'
import { openPublished } from '../db/published.ts'
import { buildServer } from './build-server.ts'
import { checkAddress } from './check-address.ts'
import { closeServer } from './close-server.ts'
import type { Config } from './config.ts'
import { toListenFault } from './listen-fault.ts'
import { loadSeed } from './load-seed.ts'
import { openServerDatabase } from './open-server-database.ts'
import { saySeed } from './say-seed.ts'

export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:3000`. */
  address: string
  /**
   * Answers what was asked already, then closes everything in the opposite order of starting.
   *
   * @param drains first goes on answering for the time that a load balancer needs to notice
   */
  stop: (drains?: boolean) => Promise<void>
}

/**
 * Starts the whole server: database (embedded, unless the settings name one), migrations, seed, HTTP. When anything fails, or
 * `signal` aborts, all that was started is stopped again.
 *
 * @param print takes lines for the person who started it.
 * @throws ListenFault, DatabaseFault or ImportStopped for trouble that this person can mend.
 */
export async function startServer({ config, now, print, signal, seedFolder }: {
  config: Config
  now: () => Date
  print: (text: string) => void
  signal: AbortSignal
  /** Unless it is the seed of this release. */
  seedFolder?: string
}): Promise<RunningServer> {
  const closers: ((drainMs: number) => Promise<unknown>)[] = []
  const stop = async (drains = false) => {
    const faults: unknown[] = []
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      // What is left must be stopped, too: above all the database, which is stopped last.
      await close(drains ? config.drainSeconds * 1000 : 0).catch((fault: unknown) => faults.push(fault))
    }
    if (faults.length > 0) throw new AggregateError(faults, 'Not everything could be stopped.')
  }
  try {
    await checkAddress(config.host, config.port)
    const { url, close } = await openServerDatabase(config)
    closers.push(close)
    signal.throwIfAborted()
    const publishedLogin = config.lookupDatabaseUrl === null ? 'switch_role' : 'own_login'
    await migrate(url, { publishedLogin })
    signal.throwIfAborted()
    const said = saySeed(await loadSeed(url, now(), seedFolder))
    if (said !== null) print(said)
    signal.throwIfAborted()

    const published = openPublished(config.lookupDatabaseUrl ?? url, publishedLogin)
    closers.push(published.close)
    // A login that must not be used is said now.
    await published.readHead()
    const app = await buildServer({ config, published, now })
    closers.push((drainMs) => closeServer(app, drainMs))
    signal.throwIfAborted()
    try {
      const address = await app.listen({ host: config.host, port: config.port })
      return { address, stop }
    } catch (error) {
      throw toListenFault(error, config.host, config.port)
    }
  } catch (error) {
    await stop().catch((fault: unknown) => {
      throw new AggregateError([error, fault], 'The server did not start, and not everything could be stopped.', { cause: error })
    })
    throw error
  }
}
