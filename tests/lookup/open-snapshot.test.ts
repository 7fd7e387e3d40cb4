import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type pg from 'pg'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import type { Directory } from '../../src/help/directory.ts'
import { findListing } from '../../src/help/find-listing.ts'
import { openSnapshot } from '../../src/lookup/snapshot/open-snapshot.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { writeListing } from '../support/write-listing.ts'
import { takeVersion } from '../support/write-subject.ts'

let database: TestDatabase
let client: pg.Client
let real: Published
/** The reader, with what the test does before it reads. */
let published: Published
let before: { version: () => void; directory: () => void }
const log: string[] = []
const logger = {
  info: (_facts: object, message: string) => void log.push(message),
  warn: (_facts: object, message: string) => void log.push(message),
}

beforeAll(async () => {
  database = await cloneDatabase()
  client = await connectOnce(database.url)
  real = await openPublished(database.url)
  published = {
    readVersion: async () => {
      before.version()
      return real.readVersion()
    },
    readDirectory: async () => {
      before.directory()
      return real.readDirectory()
    },
    close: () => real.close(),
  }
})

beforeEach(() => {
  before = { version: () => undefined, directory: () => undefined }
  log.length = 0
})

afterAll(async () => {
  await client.end()
  await real.close()
  await database.drop()
})

const fail = () => {
  throw new Error('the database is away')
}

const has = (directory: Directory | null, slug: string) => directory !== null && findListing(directory, slug) !== undefined

describe('the snapshot', () => {
  it('follows what is published and withdrawn, without being asked', async () => {
    const snapshot = await openSnapshot(published, logger, 5)
    const { id, slug } = await writeListing(client)
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(true))
    await client.query('BEGIN')
    const version = await takeVersion(client, 'listing', id, 'withdrawn')
    await client.query("UPDATE listing SET state = 'suspended', directory_version = $2 WHERE id = $1", [id, version])
    await client.query('COMMIT')
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(false))
    await snapshot.close()
  })

  it('reads the directory only when its version is another', async () => {
    let reads = 0
    before.directory = () => {
      reads += 1
    }
    const snapshot = await openSnapshot(published, logger)
    const first = snapshot.current()
    await snapshot.refresh()
    await snapshot.refresh()
    expect([reads, snapshot.current() === first]).toEqual([1, true])
    await writeListing(client)
    await snapshot.refresh()
    expect(reads).toBe(2)
    expect(snapshot.current()?.version).toBe((first?.version ?? 0) + 1)
    await snapshot.close()
  })

  it('leaves the one that somebody answers from as it was', async () => {
    const snapshot = await openSnapshot(published, logger)
    const held = snapshot.current()
    const { slug } = await writeListing(client)
    await snapshot.refresh()
    expect(has(held, slug)).toBe(false)
    expect(has(snapshot.current(), slug)).toBe(true)
    await snapshot.close()
  })

  it('keeps the last good one while the database is away or fails half-way, says so once, and goes on by itself', async () => {
    const snapshot = await openSnapshot(published, logger, 5)
    const good = snapshot.current()
    before.version = fail
    await vi.waitFor(() => expect(snapshot.databaseAnswers()).toBe(false))
    await snapshot.refresh()
    const { slug } = await writeListing(client)
    before = { version: () => undefined, directory: fail }
    await snapshot.refresh()
    expect(snapshot.current()).toBe(good)
    expect(log.filter((message) => message.includes('cannot be read'))).toHaveLength(1)
    before.directory = () => undefined
    await vi.waitFor(() => expect(has(snapshot.current(), slug)).toBe(true))
    expect(snapshot.databaseAnswers()).toBe(true)
    expect(log).toContain('the database answers again')
    await snapshot.close()
  })

  it('opens without a database, and asks no more once it is closed', async () => {
    let asked = 0
    before.version = () => {
      asked += 1
      fail()
    }
    const snapshot = await openSnapshot(published, logger, 1)
    expect(snapshot.current()).toBeNull()
    await vi.waitFor(() => expect(asked).toBeGreaterThan(2))
    await snapshot.close()
    const atClose = asked
    await real.readVersion()
    await real.readVersion()
    expect(asked).toBe(atClose)
  })
})
