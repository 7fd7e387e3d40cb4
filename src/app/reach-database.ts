import { setTimeout as wait } from 'node:timers/promises'
import type { EmbeddedLog } from '../db/embedded/keep-cluster-running.ts'
import { openPublished, type Published } from '../db/published.ts'
import { bringToRelease } from './bring-to-release.ts'
import type { Config } from './config.ts'
import { latePublished } from './late-published.ts'
import { loadSeed } from './load-seed.ts'
import { openServerDatabase } from './open-server-database.ts'
import { saySeed } from './say-seed.ts'

export interface ReachedDatabase {
  /** Can be used from the beginning: until the database is ready, every reading fails. */
  published: Published
  /** How the first attempt ended: the address of the database, or the fault. Never rejects. */
  first: Promise<{ url: string } | { fault: unknown }>
  /** The address of the database as soon as it is ready, which may take for ever. Never rejects. */
  ready: Promise<string>
  /** Stops trying, and closes everything that was opened. */
  close: () => Promise<void>
}

/** Pauses between attempts, in milliseconds: the first and the longest. Each is up to a half longer or shorter, so that nodes do not all come at once. */
const [firstPause, longestPause] = [250, 5_000]

/**
 * Makes the database ready in the background: starts the embedded one (unless the settings name another), brings it to this release, loads
 * the seed, and opens it for reading. Whatever fails is tried again, with growing pauses, until `close`.
 *
 * @param print takes lines for the person who started the server
 */
export function reachDatabase({ config, now, print, log, signal, seedFolder }: {
  config: Pick<Config, 'dataDir' | 'databaseUrl' | 'lookupDatabaseUrl'>
  now: () => Date
  print: (text: string) => void
  log: EmbeddedLog
  signal: AbortSignal
  seedFolder?: string | undefined
}): ReachedDatabase {
  const closing = new AbortController()
  const stopped = AbortSignal.any([signal, closing.signal])
  const late = latePublished()
  const first = Promise.withResolvers<{ url: string } | { fault: unknown }>()
  const ready = Promise.withResolvers<string>()
  let database: { url: string; close: () => Promise<void> } | null = null

  async function attempt(): Promise<string> {
    stopped.throwIfAborted()
    database ??= await openServerDatabase(config, { keepRunning: log })
    const { url } = database
    stopped.throwIfAborted()
    const login = config.lookupDatabaseUrl === null ? 'switch_role' : 'own_login'
    await bringToRelease(url, login, stopped)
    stopped.throwIfAborted()
    const said = saySeed(await loadSeed(url, now(), seedFolder))
    if (said !== null) print(said)
    stopped.throwIfAborted()
    const published = openPublished(config.lookupDatabaseUrl ?? url, login)
    try {
      // A login that must not be used is said now.
      await published.readHead()
    } catch (error) {
      await published.close()
      throw error
    }
    late.arrive(published)
    return url
  }

  async function reach(): Promise<void> {
    let said = ''
    for (let pause = firstPause, attempts = 1; ; pause = Math.min(2 * pause, longestPause), attempts += 1) {
      try {
        const url = await attempt()
        if (attempts > 1) log.info({ attempts }, 'the database is ready')
        first.resolve({ url })
        ready.resolve(url)
        return
      } catch (fault) {
        late.blame(fault)
        first.resolve({ fault })
        if (stopped.aborted) return
        const reason = fault instanceof Error ? fault.message : String(fault)
        // The first fault is for whoever waits for `first` to tell; later, one line for each other fault.
        if (attempts > 1 && reason !== said) log.warn({ err: fault, attempts }, 'the database cannot be used yet; it is tried on')
        said = reason
      }
      if (!(await pauseUnlessStopped(pause * (0.5 + Math.random()), stopped))) return
    }
  }

  const reaching = reach()
  return {
    published: late.published,
    first: first.promise,
    ready: ready.promise,
    async close() {
      closing.abort()
      await reaching
      await late.published.close()
      await database?.close()
    },
  }
}

async function pauseUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(milliseconds, undefined, { signal })
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
