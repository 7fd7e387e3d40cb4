import type pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { takeVersion, writeSubject, type WrittenSubject } from '../support/write-subject.ts'

let clone: TestDatabase
let client: pg.Client
let other: pg.Client
let watcher: pg.Client
beforeAll(async () => {
  clone = await cloneDatabase()
  ;[client, other, watcher] = await Promise.all([connectOnce(clone.url), connectOnce(clone.url), connectOnce(clone.url)])
})
afterEach(async () => {
  await client.query('ROLLBACK')
  await other.query('ROLLBACK')
})
afterAll(async () => {
  await Promise.all([client.end(), other.end(), watcher.end()])
  await clone.drop()
})

/** Every statement here is one that the product never sends: the database alone has to refuse it. */
const run = (statement: string, values: unknown[] = []) => client.query(statement, values)
const readVersion = async () => Number((await run('SELECT version FROM directory_head')).rows[0].version)
const note = (version: number, subject: string, id: string, action = 'published', by = client) =>
  by.query('INSERT INTO directory_change (version, subject, subject_id, action, at) VALUES ($1, $2, $3, $4, now())', [version, subject, id, action])
const advance = async (by = client) => Number((await by.query('UPDATE directory_head SET version = version + 1 RETURNING version')).rows[0].version)
const stamp = (id: string, version: number, by = client) => by.query('UPDATE listing SET directory_version = $2 WHERE id = $1', [id, version])

/** Until the database says that a session waits for another. */
const blocked = () =>
  vi.waitFor(
    async () => {
      const { rows } = await watcher.query(
        'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
      )
      expect(rows[0].count).toBe(1)
    },
    { timeout: 5000 },
  )

describe('a change that a copy of the last version would miss', () => {
  it.each(['listing', 'guidance'] as const)('is refused under the last version, which named the %s before', async (subject) => {
    const { id } = await writeSubject(client, subject)
    await expect(run(`UPDATE ${subject} SET published_at = now() + interval '1 hour' WHERE id = $1`, [id])).rejects.toThrow(
      'takes the next directory version',
    )
  })

  it('is refused to a label set under the last version, which named it before', async () => {
    await run('BEGIN')
    const version = await takeVersion(client, 'label_set', 'nn', 'published')
    await run("INSERT INTO label_set (locale, content, directory_version, updated_at) VALUES ('nn', $1, $2, now())", [{ locale: 'nn' }, version])
    await run('COMMIT')
    await expect(run("UPDATE label_set SET content = $1 WHERE locale = 'nn'", [{ locale: 'nn', more: 1 }])).rejects.toThrow(
      'takes the next directory version',
    )
  })

  it('is not noted under the last version, which another transaction took', async () => {
    const { id } = await writeSubject(client, 'listing', 'suspended')
    await writeSubject(client, 'listing')
    await expect(note(await readVersion(), 'listing', id)).rejects.toThrow('which its own transaction took')
  })

  it('is not noted after a savepoint gave its version back', async () => {
    const { id } = await writeSubject(client, 'listing')
    await run('BEGIN')
    await run('SAVEPOINT attempt')
    await advance()
    await run('ROLLBACK TO attempt')
    await expect(note(await readVersion(), 'listing', id)).rejects.toThrow('which its own transaction took')
  })

  it('is not hidden by giving a listing an older mark', async () => {
    const { id } = await writeSubject(client, 'listing')
    await writeSubject(client, 'listing')
    await expect(stamp(id, 1)).rejects.toThrow('takes the next directory version')
    await run('BEGIN')
    const version = await takeVersion(client, 'listing', id, 'published')
    await expect(stamp(id, version - 1)).rejects.toThrow('takes the next directory version')
  })

  it('is not hidden by giving a listing a mark of the future', async () => {
    const { id } = await writeSubject(client, 'listing')
    await run('BEGIN')
    const version = await takeVersion(client, 'listing', id, 'published')
    await expect(stamp(id, version + 1)).rejects.toThrow('takes the next directory version')
  })

  it.each([
    ["UPDATE label_set SET locale = 'nb' WHERE locale = 'da'", 'never changes'],
    ["DELETE FROM label_set WHERE locale = 'da'", 'delete is refused'],
    ['TRUNCATE label_set', 'truncate is refused'],
  ])('is not the end of a language: %s', async (statement, refusal) => {
    await run('BEGIN')
    const version = await takeVersion(client, 'label_set', 'da', 'published')
    await run("INSERT INTO label_set (locale, content, directory_version, updated_at) VALUES ('da', $1, $2, now())", [{ locale: 'da' }, version])
    await expect(run(statement)).rejects.toThrow(refusal)
  })
})

describe('one transaction', () => {
  it('may change the same listing twice under its version', async () => {
    const { id } = await writeSubject(client, 'listing')
    await run('BEGIN')
    const version = await takeVersion(client, 'listing', id, 'published')
    await run("UPDATE listing SET published_at = now(), directory_version = $2 WHERE id = $1", [id, version])
    await run("UPDATE listing SET published_at = now() + interval '1 hour' WHERE id = $1", [id])
    await run('COMMIT')
  })

  it('may take two versions', async () => {
    const { id } = await writeSubject(client, 'listing')
    const { id: second } = await writeSubject(client, 'listing')
    await run('BEGIN')
    const first = await takeVersion(client, 'listing', id, 'published')
    const next = await takeVersion(client, 'listing', second, 'withdrawn')
    await run("UPDATE listing SET published_at = now() + interval '1 hour', directory_version = $2 WHERE id = $1", [id, first])
    await run("UPDATE listing SET state = 'suspended', directory_version = $2 WHERE id = $1", [second, next])
    await run('COMMIT')
  })

  it('takes a version at any isolation', async () => {
    const { id } = await writeSubject(client, 'listing')
    await run('BEGIN ISOLATION LEVEL SERIALIZABLE')
    await stamp(id, await takeVersion(client, 'listing', id, 'published'))
    await run('COMMIT')
  })
})

let listing: WrittenSubject
let organisation: string

/** An organisation that runs a published listing. */
async function writeOrganisation(state: 'published' | 'draft' | 'suspended' = 'published') {
  organisation = v7()
  await run('INSERT INTO organisation (id, slug, name, url, created_at, updated_at) VALUES ($1, $2, $2, null, now(), now())', [
    organisation,
    `organisation-${organisation}`,
  ])
  listing = await writeSubject(client, 'listing', 'draft')
  await run('UPDATE listing SET organisation_id = $2 WHERE id = $1', [listing.id, organisation])
  if (state !== 'draft') await publish()
  if (state === 'suspended') {
    await run('BEGIN')
    const version = await takeVersion(client, 'listing', listing.id, 'withdrawn')
    await run("UPDATE listing SET state = 'suspended', directory_version = $2 WHERE id = $1", [listing.id, version])
    await run('COMMIT')
  }
}

async function publish(by = client) {
  await by.query('BEGIN')
  const version = await takeVersion(by, 'listing', listing.id, 'published')
  await by.query(
    "UPDATE listing SET state = 'published', published_revision_id = $2, published_at = now(), directory_version = $3 WHERE id = $1",
    [listing.id, listing.revisionId, version],
  )
  await by.query('COMMIT')
}

const rename = (column = 'name', value = 'another', by = client) =>
  by.query(`UPDATE organisation SET ${column} = $2 WHERE id = $1`, [organisation, column === 'name' ? `${value}-${organisation}` : value])
const verify = (by = client) =>
  by.query(
    `INSERT INTO verification (id, listing_id, method, checked_at, checked_by, evidence, created_at)
     VALUES ($1, $2, 'dialled', now(), 'tester', 'call', now())`,
    [v7(), listing.id],
  )
const needsVersion = 'takes the next directory version for'

describe.each([
  ['the name of an organisation', (by?: pg.Client) => rename('name', 'another', by)],
  ['the slug of an organisation', (by?: pg.Client) => rename('slug', `s-${organisation}`, by)],
  ['the address of an organisation', (by?: pg.Client) => rename('url', 'https://example.org', by)],
  ['a verification', (by?: pg.Client) => verify(by)],
])('%s', (_, change) => {
  beforeEach(() => writeOrganisation())

  it('does not change without a version for the published listing', async () => {
    await expect(change()).rejects.toThrow(needsVersion)
  })

  it('does not change under a version for another listing', async () => {
    const { id } = await writeSubject(client, 'listing')
    await run('BEGIN')
    await stamp(id, await takeVersion(client, 'listing', id, 'published'))
    await change()
    await expect(run('COMMIT')).rejects.toThrow(needsVersion)
  })

  it('does not change under a version that names the listing, while the listing keeps its mark', async () => {
    await run('BEGIN')
    await takeVersion(client, 'listing', listing.id, 'published')
    await change()
    await expect(run('COMMIT')).rejects.toThrow(needsVersion)
  })

  it.each(['before', 'after'])('changes together with the listing, marked %s it', async (order) => {
    await run('BEGIN')
    if (order === 'after') await change()
    await stamp(listing.id, await takeVersion(client, 'listing', listing.id, 'published'))
    if (order === 'before') await change()
    await run('COMMIT')
  })

  it('waits for whoever publishes the listing just now, and is then refused', async () => {
    await writeOrganisation('draft')
    await other.query('BEGIN')
    const version = await takeVersion(other, 'listing', listing.id, 'published')
    await other.query(
      "UPDATE listing SET state = 'published', published_revision_id = $2, published_at = now(), directory_version = $3 WHERE id = $1",
      [listing.id, listing.revisionId, version],
    )
    const attempt = Promise.allSettled([change()])
    await blocked()
    await other.query('COMMIT')
    expect(await attempt).toMatchObject([{ status: 'rejected', reason: { message: expect.stringContaining(needsVersion) } }])
  })

  it('is refused also when its transaction sees an older directory', async () => {
    await writeOrganisation('draft')
    await run('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await run('SELECT FROM listing')
    await publish(other)
    const attempt = change().then(() => run('COMMIT'))
    await expect(attempt).rejects.toThrow('could not serialize access')
  })

  it('keeps whoever publishes the listing waiting, who then shows it', async () => {
    await writeOrganisation('draft')
    await run('BEGIN')
    await change()
    await run('SET CONSTRAINTS ALL IMMEDIATE')
    const publishing = publish(other)
    await blocked()
    await run('COMMIT')
    await publishing
    const { rows } = await run('SELECT organisation_name, organisation_slug, organisation_url, verified_at FROM published_listing WHERE id = $1', [
      listing.id,
    ])
    const plain = `organisation-${organisation}`
    expect(rows[0]).not.toEqual({ organisation_name: plain, organisation_slug: plain, organisation_url: null, verified_at: null })
  })

  it.each(['draft', 'suspended'] as const)('is free where the listing is %s', async (state) => {
    await writeOrganisation(state)
    const version = await readVersion()
    await change()
    expect(await readVersion()).toBe(version)
  })
})

describe('an organisation', () => {
  beforeEach(() => writeOrganisation())

  it('is free in what the public does not see', async () => {
    await run("UPDATE organisation SET updated_at = now(), country = 'FI', name = name WHERE id = $1", [organisation])
  })

  it('with two published listings needs the version for both', async () => {
    const second = await writeSubject(client, 'listing')
    await run('BEGIN')
    const version = await takeVersion(client, 'listing', second.id, 'published')
    await run('UPDATE listing SET organisation_id = $2, directory_version = $3 WHERE id = $1', [second.id, organisation, version])
    await run('COMMIT')
    await run('BEGIN')
    await rename()
    const next = await takeVersion(client, 'listing', second.id, 'published')
    await stamp(second.id, next)
    await expect(run('COMMIT')).rejects.toThrow(needsVersion)
    await run('BEGIN')
    await rename()
    const both = await advance()
    for (const id of [listing.id, second.id]) {
      await note(both, 'listing', id)
      await stamp(id, both)
    }
    await run('COMMIT')
  })
})
