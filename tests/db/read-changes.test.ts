import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import type { PublishedDirectory } from '../../src/help/directory.ts'
import { applyChanges } from '../support/apply-changes.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { databaseUrl } from '../support/database-url.ts'
import { steps } from '../support/directory-steps.ts'
import type { Step } from '../support/directory-steps.ts'
import { fc } from '../support/fast-check.ts'
import { writeListing } from '../support/write-listing.ts'

let database: TestDatabase
let editor: pg.Client
let published: Published

beforeAll(async () => {
  database = await cloneDatabase()
  editor = await connectOnce(database.url)
  published = openPublished(database.url)
})
afterEach(async () => {
  await editor.query('ROLLBACK')
})
afterAll(async () => {
  await published.close()
  await editor.end()
  await database.drop()
})

async function commit(step: Step, pick = 0, other = 0): Promise<void> {
  await editor.query('BEGIN')
  await step(editor, { pick, other })
  await editor.query('COMMIT')
}

const drawnStep = fc.record({
  name: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
  pick: fc.nat(1000),
  other: fc.nat(100_000),
})

describe('what changed since a version', () => {
  it('is, added to the directory of that version, the directory now', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawnStep, { minLength: 1, maxLength: 12 }), async (drawn) => {
        const seen: PublishedDirectory[] = [await published.readDirectory()]
        for (const { name, pick, other } of drawn) {
          await commit(steps[name], pick, other)
          seen.push(await published.readDirectory())
        }
        const now = seen.at(-1)
        for (const before of seen) {
          const changes = await published.readChanges(before)
          expect(changes === null ? null : applyChanges(before, changes)).toEqual(now)
        }
      }),
      { numRuns: Number(process.env['CHECK_RUNS'] ?? 25) },
    )
  }, 60_000)

  it('is nothing while nothing was published', async () => {
    await commit(steps.publishListing)
    const head = await published.readHead()
    await commit(steps.draft)
    await commit(steps.addOrganisation)
    expect(await published.readChanges(head)).toEqual({
      ...head,
      listings: [],
      withdrawnListings: [],
      guidance: [],
      withdrawnGuidance: [],
      labelSets: [],
    })
  })

  it('is one listing, where an import had brought it together with 500 others', async () => {
    await publishMany(500, 'import')
    const before = await published.readHead()
    const directory = await published.readDirectory()
    const [changed] = directory.listings.filter(({ slug }) => slug.startsWith('import-'))
    const place = directory.listings.findIndex(({ id }) => id === changed?.id)
    await commit(steps.verify, await placeById(changed?.id ?? ''), 7)
    const changes = await published.readChanges(before)
    expect(changes?.listings.map(({ slug }) => slug)).toEqual([changed?.slug])
    expect(changes?.listings[0]?.verifiedAt).not.toEqual(directory.listings[place]?.verifiedAt)
    expect(changes).toMatchObject({ withdrawnListings: [], guidance: [], withdrawnGuidance: [], labelSets: [] })
  })

  it('names what was withdrawn, and not what has come back', async () => {
    const before = await published.readHead()
    const [gone, back] = [await writeListing(editor), await writeListing(editor)]
    for (const { id } of [gone, back]) await commit(steps.suspendListing, await placeById(id))
    expect((await published.readChanges(before))?.withdrawnListings).toEqual([gone.id, back.id].sort())
    const { rows } = await editor.query<{ id: string }>("SELECT id FROM listing WHERE state = 'suspended' ORDER BY id")
    await commit(
      steps.resumeListing,
      rows.findIndex(({ id }) => id === back.id),
    )
    const changes = await published.readChanges(before)
    expect(changes?.withdrawnListings).toEqual([gone.id])
    expect(changes?.listings.map(({ id }) => id)).toEqual([back.id])
  })

  it('does not take away what only seems to be withdrawn', async () => {
    const { id } = await writeListing(editor)
    const before = await published.readHead()
    await editor.query('BEGIN')
    await editor.query('UPDATE directory_head SET version = version + 1')
    await editor.query("INSERT INTO directory_change SELECT version, 'listing', $1, 'withdrawn', now() FROM directory_head", [id])
    await editor.query('COMMIT')
    expect((await published.readChanges(before))?.withdrawnListings).toEqual([])
  })

  it('has nothing that only editors may read', async () => {
    const before = await published.readHead()
    await writeListing(editor)
    await commit(steps.publishGuidance)
    const changes = await published.readChanges(before)
    expect([changes?.listings.length, changes?.guidance.length]).toEqual([1, 1])
    expect(JSON.stringify(changes)).not.toMatch(/sources|editorsNote|secret|for editors only|tester/)
  })

  it('is the whole directory when most of it changed', async () => {
    const before = await published.readHead()
    await publishMany(2000, 'many')
    expect(await published.readChanges(before)).toBeNull()
  })
})

describe('a database that does not continue from the version that a node has', () => {
  const elsewhere: { url: string; editor: pg.Client; published: Published }[] = []
  afterAll(async () => {
    for (const each of elsewhere) {
      await each.published.close()
      await each.editor.end()
    }
  })

  /** Another database, as a copy of ours now: what a backup keeps. */
  async function backUp(): Promise<(typeof elsewhere)[number]> {
    const name = `${inject('databasePrefix')}backup_${elsewhere.length}`
    await Promise.all([editor.end(), published.close()])
    const administrator = await connectOnce(inject('serverUrl'))
    await administrator.query(`CREATE DATABASE ${name} TEMPLATE ${new URL(database.url).pathname.slice(1)}`)
    await administrator.end()
    editor = await connectOnce(database.url)
    published = openPublished(database.url)
    const url = databaseUrl(inject('serverUrl'), name)
    const backup = { url, editor: await connectOnce(url), published: openPublished(url) }
    elsewhere.push(backup)
    return backup
  }

  it('was restored from a backup, and says so at each version', async () => {
    const backup = await backUp()
    const common = await published.readHead()
    await commit(steps.publishListing)
    await commit(steps.publishListing)
    const mine = await published.readHead()
    // Of an older version, of the same number, of a later one.
    expect(await backup.published.readChanges(mine)).toBeNull()
    await writeListing(backup.editor)
    expect(await backup.published.readChanges(mine)).toBeNull()
    await writeListing(backup.editor)
    expect((await backup.published.readHead()).version).toBe(mine.version)
    expect(await backup.published.readChanges(mine)).toBeNull()
    await writeListing(backup.editor)
    expect(await backup.published.readChanges(mine)).toBeNull()
    // A node that had not seen what was lost goes on from where it is.
    expect((await backup.published.readChanges(common))?.listings).toHaveLength(3)
  })

  it('is empty', async () => {
    const empty = await cloneDatabase()
    const nothing = openPublished(empty.url)
    expect(await nothing.readChanges(await published.readHead())).toBeNull()
    expect(await nothing.readHead()).toEqual({ version: 0, changedAt: new Date(0) })
    const client = await connectOnce(empty.url)
    await writeListing(client)
    expect(await nothing.readChanges(await published.readHead())).toBeNull()
    expect((await nothing.readChanges({ version: 0, changedAt: new Date(0) }))?.listings).toHaveLength(1)
    await client.end()
    await nothing.close()
    await empty.drop()
  })
})

/** The number by which a step chooses this published listing. */
async function placeById(id: string): Promise<number> {
  const { rows } = await editor.query<{ id: string }>("SELECT id FROM listing WHERE state = 'published' ORDER BY id")
  return rows.findIndex((row) => row.id === id)
}

/** Many listings in one version, as an import brings them. */
async function publishMany(count: number, name: string): Promise<void> {
  await editor.query('BEGIN')
  await editor.query('UPDATE directory_head SET version = version + 1')
  await editor.query(
    `WITH given AS (
       SELECT gen_random_uuid() AS id, gen_random_uuid() AS revision_id, $2 || '-' || number AS slug FROM generate_series(1, $1) AS number
     ), changes AS (
       INSERT INTO directory_change
       SELECT version, 'listing'::change_subject, given.id::text, 'published'::change_action, now() FROM given, directory_head
     ), revisions AS (
       INSERT INTO listing_revision (id, listing_id, number, content, author, created_at) SELECT revision_id, id, 1, '{}', 'tester', now() FROM given
     )
     INSERT INTO listing (id, slug, state, created_at, updated_at)
     SELECT id, slug, 'draft', now(), now() FROM given`,
    [count, name],
  )
  await editor.query(
    `UPDATE listing SET state = 'published', published_at = now(), directory_version = (SELECT version FROM directory_head),
       published_revision_id = (SELECT id FROM listing_revision WHERE listing_id = listing.id)
     WHERE state = 'draft' AND slug LIKE $1 || '-%'`,
    [name],
  )
  await editor.query('COMMIT')
}
