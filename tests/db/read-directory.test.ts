import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { writeListing } from '../support/write-listing.ts'

let database: TestDatabase
let editor: pg.Client
let watcher: pg.Client
let published: Published

beforeAll(async () => {
  database = await cloneDatabase()
  editor = await connectOnce(database.url)
  watcher = await connectOnce(database.url)
  published = openPublished(database.url)
})

afterAll(async () => {
  await published.close()
  await watcher.end()
  await editor.end()
  await database.drop()
})

/** How many queries of the public side wait for a table that somebody holds. */
async function waiting(): Promise<number> {
  const { rows } = await watcher.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'directory-lookup' AND wait_event_type = 'Lock'`,
  )
  return rows[0]?.count ?? 0
}

describe('the published directory', () => {
  it('is of one version, also when somebody publishes between two of its reads', async () => {
    const before = await writeListing(editor)
    const { version } = await published.readHead()
    // Whoever reads has read the version, and must now wait for the listings.
    await editor.query('BEGIN')
    await editor.query('LOCK TABLE listing IN ACCESS EXCLUSIVE MODE')
    const reading = published.readDirectory()
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 5000 })
    const after = await writeListing(editor)
    const read = await reading
    expect([read.version, read.listings.map(({ slug }) => slug)]).toEqual([version, [before.slug]])

    const next = await published.readDirectory()
    expect([next.version, next.listings.map(({ slug }) => slug)]).toEqual([version + 1, [before.slug, after.slug]])
  })
})
