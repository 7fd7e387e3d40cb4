import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type pg from 'pg'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import type { Directory, PublishedDirectory } from '../../src/help/directory.ts'
import { findListing } from '../../src/help/find-listing.ts'
import { indexDirectory } from '../../src/help/index-directory.ts'
import { openSnapshot } from '../../src/lookup/snapshot/open-snapshot.ts'
import type { Snapshot, SnapshotParts } from '../../src/lookup/snapshot/open-snapshot.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { aDirectory, aListing } from '../support/directory.ts'
import { writeListing } from '../support/write-listing.ts'
import { takeVersion } from '../support/write-subject.ts'

const now = new Date('2026-11-20T12:00:00Z')
/** Longer than any test: the snapshot is woken, or asked, but does not look by itself. */
const never = 3_600_000
const away = () => Promise.reject(new Error('the database is away'))
const deaf: Published['listen'] = () => ({ close: async () => undefined })

let database: TestDatabase
let client: pg.Client
let real: Published
/** The reader, with what a test has in its place. */
let reader: Published
let reads: { directory: number; changes: number }
let kept: PublishedDirectory[]
const opened: Snapshot[] = []
const log: string[] = []
const logger = {
  info: (_facts: object, message: string) => void log.push(message),
  warn: (_facts: object, message: string) => void log.push(message),
}

beforeAll(async () => {
  database = await cloneDatabase()
  client = await connectOnce(database.url)
  real = openPublished(database.url)
})

beforeEach(() => {
  log.length = 0
  kept = []
  reads = { directory: 0, changes: 0 }
  reader = {
    ...real,
    readDirectory: () => {
      reads.directory += 1
      return real.readDirectory()
    },
    readChanges: (since) => {
      reads.changes += 1
      return real.readChanges(since)
    },
  }
})

afterEach(async () => {
  for (const snapshot of opened.splice(0)) await snapshot.close()
})

afterAll(async () => {
  await client.end()
  await real.close()
  await database.drop()
})

async function open(parts: Partial<SnapshotParts> = {}, inFile: PublishedDirectory | null = null): Promise<Snapshot> {
  // What a test puts into the reader's place later, counts too.
  const published: SnapshotParts['published'] = {
    readHead: () => reader.readHead(),
    readDirectory: () => reader.readDirectory(),
    readChanges: (since) => reader.readChanges(since),
    listen: (wake) => reader.listen(wake),
  }
  const file = { read: async () => inFile, keep: (directory: PublishedDirectory) => void kept.push(directory) }
  const snapshot = await openSnapshot({ published, file, log: logger, now: () => now, pollMs: never, ...parts })
  opened.push(snapshot)
  return snapshot
}

const has = (directory: Directory | null, slug: string) => directory !== null && findListing(directory, slug) !== undefined

async function suspend(id: string): Promise<void> {
  await client.query('BEGIN')
  const version = await takeVersion(client, 'listing', id, 'withdrawn')
  await client.query("UPDATE listing SET state = 'suspended', directory_version = $2 WHERE id = $1", [id, version])
  await client.query('COMMIT')
}

describe('the snapshot', () => {
  it('follows what is published and withdrawn, woken by the database', async () => {
    const snapshot = await open()
    const { id, slug } = await writeListing(client)
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(true))
    await suspend(id)
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(false))
  })

  it('follows without being woken, where every message is lost', async () => {
    reader.listen = deaf
    const snapshot = await open({ pollMs: 5 })
    const { slug } = await writeListing(client)
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(true))
  })

  it('reads only what changed, and nothing where nothing did', async () => {
    reader.listen = deaf
    const snapshot = await open()
    const first = snapshot.current()
    await snapshot.refresh()
    expect([reads.directory, reads.changes, snapshot.current() === first]).toEqual([1, 0, true])
    await writeListing(client)
    await snapshot.refresh()
    expect(reads).toEqual({ directory: 1, changes: 1 })
    expect(snapshot.current()?.version).toBe((first?.version ?? 0) + 1)
  })

  it('is, after many changes that it slept through, what a whole reading gives', async () => {
    reader.listen = deaf
    const snapshot = await open()
    for (let round = 0; round < 20; round += 1) {
      const { id } = await writeListing(client)
      if (round % 3 === 0) await suspend(id)
    }
    await snapshot.refresh()
    expect(snapshot.current()).toEqual({ ...indexDirectory(await real.readDirectory()), tags: snapshot.current()?.tags })
  })

  it('leaves the one that somebody answers from as it was', async () => {
    reader.listen = deaf
    const snapshot = await open()
    const held = snapshot.current()
    const { slug } = await writeListing(client)
    await snapshot.refresh()
    expect([has(held, slug), has(snapshot.current(), slug)]).toEqual([false, true])
  })

  it('sees what was published before it was asked, also when it is reading already', async () => {
    reader.listen = deaf
    const snapshot = await open()
    const begun = snapshot.refresh()
    const { slug } = await writeListing(client)
    await Promise.all([begun, snapshot.refresh(), snapshot.refresh()])
    expect(has(snapshot.current(), slug)).toBe(true)
  })

  it('is read anew where the database does not continue from it', async () => {
    reader.listen = deaf
    const snapshot = await open()
    const { version = 0 } = snapshot.current() ?? {}
    // Restored from a backup: an older version, or the same one of another time.
    for (const restored of [
      { version: version - 1, changedAt: now },
      { version, changedAt: now },
    ]) {
      reader.readHead = async () => restored
      reader.readChanges = async () => null
      await snapshot.refresh()
    }
    expect(reads.directory).toBe(3)
  })

  it('stays where the database is suddenly empty', async () => {
    reader.listen = deaf
    const snapshot = await open()
    const good = snapshot.current()
    reader.readHead = async () => ({ version: 0, changedAt: new Date(0) })
    reader.readChanges = async () => null
    reader.readDirectory = async () => ({ version: 0, changedAt: new Date(0), listings: [], guidance: [], labelSets: [] })
    await snapshot.refresh()
    expect([snapshot.current() === good, snapshot.state().database]).toEqual([true, 'away'])
  })

  it('keeps the last good one while the database is away or fails half-way, says so once, and goes on by itself', async () => {
    const snapshot = await open({ pollMs: 5 })
    const good = snapshot.current()
    const { readHead, readChanges } = reader
    reader.readHead = away
    await vi.waitFor(() => expect(snapshot.databaseAnswers()).toBe(false))
    await snapshot.refresh()
    const { slug } = await writeListing(client)
    reader.readHead = readHead
    reader.readChanges = away
    await snapshot.refresh()
    expect(snapshot.current()).toBe(good)
    expect(log.filter((message) => message.includes('cannot be read'))).toHaveLength(1)
    reader.readChanges = readChanges
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(true))
    expect(snapshot.databaseAnswers()).toBe(true)
    expect(log).toContain('the database answers again')
  })

  it('opens without a database and without a file, and asks no more once it is closed', async () => {
    let asked = 0
    reader.readDirectory = () => {
      asked += 1
      return away()
    }
    const snapshot = await open({ pollMs: 1 })
    expect(snapshot.current()).toBeNull()
    await vi.waitFor(() => expect(asked).toBeGreaterThan(2))
    await snapshot.close()
    const atClose = asked
    await real.readHead()
    await real.readHead()
    expect(asked).toBe(atClose)
  })
})

describe('the file of the last good one', () => {
  const inFile = aDirectory([aListing({ slug: 'from-the-file' })])

  it('is kept current: after the start and after each change', async () => {
    reader.listen = deaf
    const snapshot = await open()
    await writeListing(client)
    await snapshot.refresh()
    await snapshot.refresh()
    expect(kept.map(({ version }) => version)).toEqual([(snapshot.current()?.version ?? 0) - 1, snapshot.current()?.version])
  })

  it('is served where the database is away at the start, until it can be read', async () => {
    reader.readDirectory = away
    reader.listen = deaf
    const snapshot = await open({}, inFile)
    expect(has(snapshot.current(), 'from-the-file')).toBe(true)
    expect(snapshot.state()).toEqual({ source: 'file', database: 'away', databaseSince: now, confirmedAt: null })
    expect(kept).toEqual([])
    reader.readDirectory = real.readDirectory
    await snapshot.refresh()
    expect(has(snapshot.current(), 'from-the-file')).toBe(false)
    expect(snapshot.state()).toEqual({ source: 'database', database: 'answers', databaseSince: now, confirmedAt: now })
  })

  it('is not looked at where the database answers', async () => {
    const snapshot = await open({}, inFile)
    expect([has(snapshot.current(), 'from-the-file'), snapshot.state().source]).toEqual([false, 'database'])
  })

  it('never takes the place of what the database has answered meanwhile', async () => {
    const late = Promise.withResolvers<PublishedDirectory>()
    const file = {
      read: async () => {
        late.resolve(await real.readDirectory())
        return { ...inFile, listings: Array.from({ length: 5000 }, (_, index) => aListing({ slug: `many-${index}` })) }
      },
      keep: () => undefined,
    }
    reader.readDirectory = () => late.promise
    reader.listen = deaf
    const snapshot = await open({ file, patienceMs: 1 })
    await snapshot.refresh()
    expect([has(snapshot.current(), 'many-1'), snapshot.state().source]).toEqual([false, 'database'])
  })

  it('gives way to a database that has the same version, because that may be another one', async () => {
    reader.listen = deaf
    reader.readDirectory = away
    const snapshot = await open({}, { ...inFile, ...(await real.readHead()) })
    reader.readDirectory = real.readDirectory
    await snapshot.refresh()
    expect([has(snapshot.current(), 'from-the-file'), snapshot.state().source]).toEqual([false, 'database'])
  })
})
