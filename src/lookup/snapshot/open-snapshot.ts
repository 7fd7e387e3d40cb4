import { setTimeout as wait } from 'node:timers/promises'
import type { Published } from '../../db/published.ts'
import { oneAtATime } from '../../lib/one-at-a-time.ts'
import { changeDirectory } from '../../help/change-directory.ts'
import type { Directory } from '../../help/directory.ts'
import { buildDirectory } from './build-directory.ts'
import type { SnapshotFile } from './snapshot-file.ts'

export type SnapshotLog = {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

export type SnapshotState = {
  /** Where the directory that is served came from: the database, or, while that is away, the file of an earlier one. */
  source: 'database' | 'file'
  database: 'answers' | 'away'
  /** Since when the database is what `database` says. */
  databaseSince: Date
  /** When the database last confirmed that what is served is its newest; null when it never did since the start. */
  confirmedAt: Date | null
}

export type Snapshot = {
  /** The directory to answer from, null until one could be read. Whoever holds it keeps one version, whatever is published meanwhile. */
  current(): Directory | null
  /** False while the database does not answer; `current` is then the last one that could be read. */
  databaseAnswers(): boolean
  state(): SnapshotState
  /** Reads what was published until now. Never throws: a fault is logged and the last good directory stays. */
  refresh(): Promise<void>
  close(): Promise<void>
}

export type SnapshotParts = {
  published: Pick<Published, 'readHead' | 'readDirectory' | 'readChanges' | 'listen'>
  /** The copy on disk; null to keep none. */
  file: Pick<SnapshotFile, 'read' | 'keep'> | null
  log: SnapshotLog
  now: () => Date
  /** Told of each directory that is now served, the first one among them. */
  onDirectory?: (directory: Directory) => void
  /** Milliseconds after which the database is asked for news although it sent none. */
  pollMs?: number
  /** Milliseconds that it waits for the database at its start before it takes the file. */
  patienceMs?: number
}

/**
 * Keeps the published directory in memory. The database wakes it when something is published, and it asks by itself each second,
 * in case a message was lost. It reads what changed, builds the next directory beside the old one, and swaps them, so that a
 * reader never sees a mix. While the database is away the last good directory stays; a process that starts without one takes it
 * from the file.
 */
export async function openSnapshot({ published, file, log, now, onDirectory, pollMs = 1000, patienceMs = 5000 }: SnapshotParts): Promise<Snapshot> {
  let directory: Directory | null = null
  let source: SnapshotState['source'] = 'database'
  let database: SnapshotState['database'] = 'answers'
  let databaseSince = now()
  let confirmedAt: Date | null = null
  const stop = new AbortController()

  /** Version 0 is that of a database in which nothing was ever published. */
  const hasOne = () => directory !== null && directory.version > 0

  /** Reads the next directory; the same one when nothing changed. What came from a file is read anew: it may be of another database. */
  async function readNext(): Promise<Directory> {
    if (directory === null || source === 'file') return buildDirectory(await published.readDirectory())
    const head = await published.readHead()
    if (head.version === directory.version && head.changedAt.getTime() === directory.changedAt.getTime()) return directory
    const changes = await published.readChanges(directory)
    return changes === null ? buildDirectory(await published.readDirectory()) : changeDirectory(directory, changes)
  }

  async function read(): Promise<void> {
    try {
      const next = await readNext()
      if (next.version === 0 && hasOne()) throw new Error('The database holds no directory, although there was one: it may be a new one in its place.')
      if (next !== directory) {
        directory = next
        source = 'database'
        file?.keep(next)
        onDirectory?.(next)
        log.info({ directoryVersion: next.version, listings: next.listings.length }, 'directory loaded')
      }
      if (database === 'away') log.info({}, 'the database answers again')
      turnTo('answers')
      confirmedAt = now()
    } catch (error) {
      // One line when it begins, not one each second.
      if (database === 'answers') log.warn({ err: error }, 'the published directory cannot be read; the last one stays')
      turnTo('away')
    }
  }

  function turnTo(state: SnapshotState['database']): void {
    if (database !== state) databaseSince = now()
    database = state
  }

  const refresh = oneAtATime(read)

  async function readFile(): Promise<void> {
    const last = await file?.read()
    if (last === null || last === undefined) return
    const built = await buildDirectory(last)
    // Meanwhile the database may have answered after all.
    if (hasOne()) return
    directory = built
    source = 'file'
    onDirectory?.(directory)
    log.warn({ directoryVersion: directory.version, listings: directory.listings.length }, 'the last good directory is served, from its file')
  }

  async function poll(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await wait(pollMs, undefined, { ref: false, signal: stop.signal })
      } catch (error) {
        if (stop.signal.aborted) return
        throw error
      }
      await refresh()
    }
  }

  const first = refresh()
  await Promise.race([first, wait(patienceMs, undefined, { ref: false })])
  if (!hasOne()) await readFile()
  if (!hasOne()) await first
  const polling = poll()
  const listening = published.listen(() => void refresh())
  return {
    current: () => directory,
    databaseAnswers: () => database === 'answers',
    state: () => ({ source, database, databaseSince, confirmedAt }),
    refresh,
    async close() {
      stop.abort()
      await Promise.all([polling, listening.close()])
    },
  }
}
