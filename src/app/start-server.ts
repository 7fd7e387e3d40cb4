import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseFault } from '../db/database-fault.ts'
import { DataFolderInUse } from '../db/embedded/data-folder-in-use.ts'
import type { PublishedDirectory } from '../help/directory.ts'
import { openSnapshotFile, type SnapshotFile } from '../lookup/snapshot/snapshot-file.ts'
import { buildServer } from './build-server.ts'
import { checkAddress } from './check-address.ts'
import { closeServer } from './close-server.ts'
import type { Config } from './config.ts'
import { createLog } from './create-log.ts'
import { keepHeapSmall } from './keep-heap-small.ts'
import { lateEditing } from './late-editing.ts'
import { toListenFault } from './listen-fault.ts'
import { offerFirstAdministrator } from './offer-first-administrator.ts'
import { publicUrl } from './public-url.ts'
import { type ReachedDatabase, reachDatabase } from './reach-database.ts'
import { sayOutage } from './say-outage.ts'
import { startWorker } from './start-worker.ts'
import { snapshotFolder } from './snapshot-folder.ts'
import { warnOfPlainHttp } from './warn-of-plain-http.ts'

export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:3000`. */
  address: string
  /**
   * Answers what was asked already, then closes everything in the opposite order of starting.
   *
   * @param drains goes on answering for as long as the settings say before that, so that callers can go elsewhere
   */
  stop: (drains?: boolean) => Promise<void>
}

/** A database that has not answered after this time, in milliseconds, is not waited for where there is a snapshot file. */
const patience = 5000

/**
 * Starts the whole server: database (embedded, unless the settings name one), migrations, seed, HTTP. Where the database cannot be had
 * and there is a good snapshot file, the server starts with that, and goes on trying in the background. When anything else
 * fails, or `signal` aborts, all that was started is stopped again.
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
  keepHeapSmall()
  try {
    await checkAddress(config.host, config.port)
    const log = createLog(config)
    warnOfPlainHttp(config, log)
    const database = reachDatabase({ config, now, print, log, signal, seedFolder })
    closers.push(database.close)
    const file = openSnapshotFile({ folder: snapshotFolder(config), log, now })
    const last = await lastDirectory(database, file, print, signal)
    signal.throwIfAborted()

    // Background work waits until there are answers, and ends after them.
    const listening = Promise.withResolvers<void>()
    if (config.worker) closers.push(startWorker({ config, publicUrl: publicUrl(config), databaseUrl: listening.promise.then(() => database.ready), now, log, print }).stop)
    const editing = lateEditing(database.ready)
    closers.push(editing.close)
    const app = await buildServer({ config, published: database.published, editing, snapshotFile: last === null ? file : readAlready(file, last), now })
    closers.push((drainMs) => closeServer(app, drainMs))
    signal.throwIfAborted()
    try {
      const address = await app.listen({ host: config.host, port: config.port })
      listening.resolve()
      const offering = database.ready.then(() => offerFirstAdministrator({ database: editing.database, address: config.publicUrl ?? address, now, print, log }))
      // Stopped before the database is there, it is never asked for.
      closers.push(() => Promise.race([offering, database.first.then((first) => ('url' in first ? offering : null))]))
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

/**
 * Waits for the database, and for no longer than it takes where the last good directory is on disk.
 *
 * @returns that directory; null when the database is ready
 * @throws why the database is not ready, when there is no such directory either
 */
async function lastDirectory(
  database: ReachedDatabase,
  file: SnapshotFile,
  print: (text: string) => void,
  signal: AbortSignal,
): Promise<PublishedDirectory | null> {
  const early = await Promise.race([database.first, wait(patience, null, { ref: false })])
  signal.throwIfAborted()
  if (early !== null && 'url' in early) return null
  if (early !== null && early.fault instanceof DataFolderInUse) throw early.fault
  const last = await file.read()
  if (last === null) {
    const first = await database.first
    signal.throwIfAborted()
    if ('fault' in first) throw withRefusal(first.fault, file.state().lastFault)
    return null
  }
  print(sayOutage(early?.fault ?? null, last, file.state().writtenAt))
  return last
}

/** Whoever can mend neither the database nor what is wrong with the file needs to know of both. */
function withRefusal(fault: unknown, refusal: string | null): unknown {
  if (refusal === null || !(fault instanceof DatabaseFault)) return fault
  return new DatabaseFault(`${fault.message}\n${refusal}`, { cause: fault })
}

/** The file, whose content was read already: it is handed over once, and not held after that. */
function readAlready(file: SnapshotFile, last: PublishedDirectory): SnapshotFile {
  let read: PublishedDirectory | null = last
  return {
    ...file,
    read: () => {
      const once = read
      read = null
      return once === null ? file.read() : Promise.resolve(once)
    },
  }
}
