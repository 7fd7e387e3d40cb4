import { setTimeout as wait } from 'node:timers/promises'
import type { Published } from '../../db/published.ts'
import { indexDirectory } from '../../help/index-directory.ts'
import type { Directory } from '../../help/directory.ts'

export type SnapshotLog = {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

export type Snapshot = {
  /** The directory to answer from, null until one could be read. Whoever holds it keeps one version, whatever is published meanwhile. */
  current(): Directory | null
  /** False while the database does not answer; `current` is then the last one that could be read. */
  databaseAnswers(): boolean
  /** Reads the directory now when its version is another. Never throws: a fault is logged and the last good directory stays. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * Keeps the published directory in memory. Asks for its version each `everyMs` milliseconds, reads the directory when it is
 * another one, builds the new one beside the old and then swaps them, so that a reader never sees a mix.
 */
export async function openSnapshot(published: Published, log: SnapshotLog, everyMs = 1000): Promise<Snapshot> {
  let directory: Directory | null = null
  let answers = true
  let refreshing: Promise<void> | null = null
  const stop = new AbortController()

  async function read(): Promise<void> {
    try {
      const version = await published.readVersion()
      if (version !== directory?.version) {
        directory = indexDirectory(await published.readDirectory())
        log.info({ directoryVersion: directory.version, listings: directory.listings.length }, 'directory loaded')
      }
      if (!answers) log.info({}, 'the database answers again')
      answers = true
    } catch (error) {
      // One line when it begins, not one each second.
      if (answers) log.warn({ err: error }, 'the published directory cannot be read; the last one stays')
      answers = false
    }
  }

  function refresh(): Promise<void> {
    refreshing ??= read().finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function poll(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await wait(everyMs, undefined, { ref: false, signal: stop.signal })
      } catch (error) {
        if (stop.signal.aborted) return
        throw error
      }
      await refresh()
    }
  }

  await refresh()
  const polling = poll()
  return {
    current: () => directory,
    databaseAnswers: () => answers,
    refresh,
    async close() {
      stop.abort()
      await polling
    },
  }
}
