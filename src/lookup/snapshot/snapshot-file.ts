import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { PublishedDirectory } from '../../help/directory.ts'
import { readSnapshotFile } from './read-snapshot-file.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { snapshotName } from './snapshot-format.ts'
import { writeSnapshotFile } from './write-snapshot-file.ts'

export type SnapshotFileState = {
  /** The directory version in the file, as far as this process wrote or read it. */
  version: number | null
  /** When that was written. */
  writtenAt: Date | null
  /** Why it could not be written or was refused last; null since it could. */
  lastFault: string | null
}

/** The last good directory on disk, from which a node starts while the database is away. */
export type SnapshotFile = {
  /** The directory in the file; null when there is none or it is refused, which is logged once, with the reason and what to do. Never throws. */
  read(): Promise<PublishedDirectory | null>
  /** Has a directory written soon; of several the last. Comes back at once and never throws: a fault is logged and it is tried again. */
  keep(directory: PublishedDirectory): void
  /** Writes what is still to be written, for five seconds at most. */
  close(): Promise<void>
  state(): SnapshotFileState
}

type Log = {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

/** Milliseconds between two writes, at least. */
const leastPause = 1000

/** After a write its time is waited so many times: a large directory is not written for every publication. */
const restAfterWriting = 10

/** Longest pause between two tries, in milliseconds, while it cannot be written. */
const longestPause = 60_000

/** What is begun or still to be written at the end has this long, in milliseconds. */
const patience = 5000

/**
 * Opens the snapshot file of a folder, which need not exist yet. Any number of processes may share it. What writers that were
 * killed have left is removed.
 */
export function openSnapshotFile({ folder, log, now = () => new Date() }: { folder: string; log: Log; now?: () => Date }): SnapshotFile {
  const file = path.join(folder, snapshotName)
  const state: SnapshotFileState = { version: null, writtenAt: null, lastFault: null }
  const logged = new Set<string>()
  const closing = new AbortController()
  const givingUp = new AbortController()
  let pending: PublishedDirectory | null = null
  let isWriting = false
  let writing = Promise.resolve()
  let notBefore = 0
  let failures = 0

  const cleaned = removeLeftovers(folder).catch((error: unknown) => {
    // Whoever may not look into the folder may not write there either, which is then said.
    noteFault(error, `The folder ${folder} cannot be looked through for unfinished snapshot files`)
  })

  function noteFault(error: unknown, what: string): void {
    const reason = error instanceof Error ? error.message : String(error)
    state.lastFault = reason
    const kind = `${what} ${error instanceof Error && 'code' in error ? String(error.code) : reason}`
    if (logged.has(kind)) return
    logged.add(kind)
    log.warn({ err: error }, `${what} (${reason}). Until that is mended, a start without a database finds an old directory or none`)
  }

  async function writePending(): Promise<void> {
    const directory = pending
    if (directory === null) return
    pending = null
    const begun = performance.now()
    try {
      await cleaned
      const writtenAt = now()
      if (await writeSnapshotFile(folder, directory, writtenAt, givingUp.signal)) {
        Object.assign(state, { version: directory.version, writtenAt })
      }
      if (state.lastFault !== null) log.info({ directoryVersion: directory.version }, 'the snapshot file is written again')
      state.lastFault = null
      logged.clear()
      failures = 0
      notBefore = performance.now() + Math.max(leastPause, restAfterWriting * (performance.now() - begun))
    } catch (error) {
      // A newer one may have come meanwhile.
      pending ??= directory
      noteFault(error, `The snapshot file ${file} cannot be written`)
      notBefore = performance.now() + Math.min(leastPause * 2 ** failures, longestPause)
      failures += 1
    }
  }

  async function writeAll(): Promise<void> {
    while (pending !== null && !closing.signal.aborted) {
      try {
        await wait(Math.max(0, notBefore - performance.now()), undefined, { ref: false, signal: closing.signal })
      } catch (error) {
        if (!closing.signal.aborted) throw error
        break
      }
      await writePending()
    }
    // In the same turn as the last look at what is pending: whoever brings more from now on begins anew.
    isWriting = false
  }

  async function read(): Promise<PublishedDirectory | null> {
    await cleaned
    try {
      const found = await readSnapshotFile(file)
      if (found === null) return null
      Object.assign(state, { version: found.directory.version, writtenAt: found.writtenAt, lastFault: null })
      return found.directory
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      state.lastFault = reason
      if (!logged.has(reason)) log.warn({}, reason)
      logged.add(reason)
      return null
    }
  }

  async function close(): Promise<void> {
    closing.abort()
    const late = setTimeout(() => givingUp.abort(), patience)
    const finished = writing.then(() => (givingUp.signal.aborted ? undefined : writePending()))
    // A disk that does not answer at all must not keep anybody waiting either.
    await Promise.race([finished, wait(patience + leastPause, undefined, { ref: false })])
    clearTimeout(late)
    pending = null
  }

  return {
    read,
    keep(directory) {
      // Version 0 is an empty database: what is on disk is better than nothing.
      if (closing.signal.aborted || directory.version === 0) return
      pending = directory
      if (isWriting) return
      isWriting = true
      writing = writeAll()
    },
    close,
    state: () => ({ ...state }),
  }
}
