import type pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { takeVersion } from '../support/write-subject.ts'

let clone: TestDatabase
let client: pg.Client
beforeAll(async () => {
  clone = await cloneDatabase()
  client = await connectOnce(clone.url)
})
afterEach(async () => {
  await client.query('ROLLBACK')
})
afterAll(async () => {
  await client.end()
  await clone.drop()
})

/** Every statement here is one that a faulty command might send: the database alone has to refuse it. */
const run = (statement: string, values: unknown[] = []) => client.query(statement, values)

const person = () => `editor:${v7()}`
const [author, other, third] = [person(), person(), person()]

type Subject = 'listing' | 'guidance'

/** A draft of this author, in review. Everything in a transaction that is never committed. */
async function inReview(subject: Subject, { by = author, needed = 1 }: { by?: string; needed?: number } = {}) {
  await run('BEGIN')
  const [id, revisionId, reviewId] = [v7(), v7(), v7()]
  await run(`INSERT INTO ${subject} (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())`, [id, `${subject}-${id}`])
  await run(
    `INSERT INTO ${subject}_revision (id, ${subject}_id, number, content, author, created_at) VALUES ($1, $2, 1, '{"kind":"support_line"}', $3, now())`,
    [revisionId, id, by],
  )
  await run(
    `INSERT INTO review (id, ${subject}_id, ${subject}_revision_id, approvals_needed, concerns, submitted_by, submitted_at) VALUES ($1, $2, $3, $4, '[]', $5, now())`,
    [reviewId, id, revisionId, needed, by],
  )
  return { id, revisionId, reviewId }
}

const approve = (reviewId: string, by: string) => run('INSERT INTO approval (review_id, approved_by, at) VALUES ($1, $2, now())', [reviewId, by])
const settle = (reviewId: string, state = 'approved') => run('UPDATE review SET state = $2 WHERE id = $1', [reviewId, state])

async function publish(subject: Subject, { id, revisionId }: { id: string; revisionId: string }) {
  const version = await takeVersion(client, subject, id, 'published')
  return run(`UPDATE ${subject} SET state = 'published', published_revision_id = $2, published_at = now(), directory_version = $3 WHERE id = $1`, [id, revisionId, version])
}

describe.each(['listing', 'guidance'] as const)('a %s that a person wrote', (subject) => {
  it('becomes public after somebody else approved it', async () => {
    const subjectInReview = await inReview(subject)
    await approve(subjectInReview.reviewId, other)
    await settle(subjectInReview.reviewId)
    await expect(publish(subject, subjectInReview)).resolves.toMatchObject({ rowCount: 1 })
  })

  it('is never published without a review that was approved', async () => {
    const subjectInReview = await inReview(subject)
    await expect(publish(subject, subjectInReview)).rejects.toThrow('a revision becomes public after it was approved')
  })

  it('is never published by the approval of another revision', async () => {
    const first = await inReview(subject)
    await approve(first.reviewId, other)
    await settle(first.reviewId)
    const next = v7()
    await run(
      `INSERT INTO ${subject}_revision (id, ${subject}_id, number, parent_id, content, author, created_at) VALUES ($1, $2, 2, $3, '{"kind":"support_line"}', $4, now())`,
      [next, first.id, first.revisionId, author],
    )
    await expect(publish(subject, { id: first.id, revisionId: next })).rejects.toThrow('a revision becomes public after it was approved')
  })

  it('is not approved by its author', async () => {
    const { reviewId } = await inReview(subject)
    await expect(approve(reviewId, author)).rejects.toThrow('the author of a revision does not approve it')
  })

  it('may be approved by its author where one person runs the installation, which each transaction says', async () => {
    const { reviewId } = await inReview(subject)
    await run("SELECT set_config('directory.four_eyes', 'off', true)")
    await approve(reviewId, author)
    await expect(settle(reviewId)).resolves.toMatchObject({ rowCount: 1 })
  })
})

describe('a review', () => {
  it('is approved by as many different people as it needs', async () => {
    const { reviewId } = await inReview('listing', { needed: 2 })
    await approve(reviewId, other)
    await run('SAVEPOINT one')
    await expect(settle(reviewId)).rejects.toThrow('by as many people as it needs')
    await run('ROLLBACK TO one')
    await expect(approve(reviewId, other)).rejects.toThrow('approval_pkey')
    await run('ROLLBACK TO one')
    await approve(reviewId, third)
    await expect(settle(reviewId)).resolves.toMatchObject({ rowCount: 1 })
  })

  it.each(['key:0199d4a2-6f00-7000-8000-000000000001', 'system:worker', 'seed', author.toUpperCase()])('is approved by people only, not by %s', async (by) => {
    const { reviewId } = await inReview('listing')
    await expect(approve(reviewId, by)).rejects.toThrow('approval_is_by_a_person')
  })

  it('is not approved by the person whose machine wrote the revision', async () => {
    await run('BEGIN')
    const [organisationId, ownerId, keyId] = [v7(), v7(), v7()]
    await run('INSERT INTO organisation (id, slug, name, created_at, updated_at) VALUES ($1, $2, $2, now(), now())', [organisationId, `organisation-${organisationId}`])
    await run('INSERT INTO editor (id, email, name, created_at, updated_at) VALUES ($1, $2, $2, now(), now())', [ownerId, `${ownerId}@example.org`])
    await run(
      "INSERT INTO api_key (id, organisation_id, owner_id, name, prefix, digest, scopes, created_at, expires_at) VALUES ($1, $2, $3, 'key', 'csrd', $4, '{edit}', now(), now() + interval '1 day')",
      [keyId, organisationId, ownerId, keyId],
    )
    await run('COMMIT')
    const { reviewId } = await inReview('listing', { by: `key:${keyId}` })
    await run('SAVEPOINT one')
    await expect(approve(reviewId, `editor:${ownerId}`)).rejects.toThrow('the author of a revision does not approve it')
    await run('ROLLBACK TO one')
    await expect(approve(reviewId, other)).resolves.toMatchObject({ rowCount: 1 })
  })

  it.each([
    ['is not approved by who wrote one of its contacts into an earlier draft', [[author, '116111'], [other, '0800555123'], [third, '0800555123']], [other]],
    ['may be approved by whose contacts were taken out again', [[author, '116111'], [other, '0800555123'], [author, '116111'], [third, '116111']], [author]],
    ['is not approved by who printed a number otherwise', [[author, '116111'], [other, '116111', '116 112'], [third, '116111', '116 112']], [author, other]],
  ] as const)('of a listing %s', async (_what, drafts, refused) => {
    await run('BEGIN')
    const [id, reviewId] = [v7(), v7()]
    await run("INSERT INTO listing (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())", [id, `listing-${id}`])
    let parent: string | null = null
    for (const [index, [by, value, display = null]] of drafts.entries()) {
      const content = JSON.stringify({ kind: 'support_line', channels: [{ type: 'phone', value, display }] })
      const revision: string = v7()
      const values = [revision, id, index + 1, parent, content, by]
      await run('INSERT INTO listing_revision (id, listing_id, number, parent_id, content, author, created_at) VALUES ($1, $2, $3, $4, $5, $6, now())', values)
      parent = revision
    }
    await run(
      "INSERT INTO review (id, listing_id, listing_revision_id, approvals_needed, concerns, submitted_by, submitted_at) VALUES ($1, $2, $3, 1, '[]', $4, now())",
      [reviewId, id, parent, third],
    )
    const found: string[] = []
    for (const by of [author, other]) {
      await run('SAVEPOINT one')
      await approve(reviewId, by).catch((error: unknown) => {
        expect(String(error)).toContain('the author of a revision does not approve it')
        found.push(by)
      })
      await run('ROLLBACK TO one')
    }
    expect(found).toEqual(refused)
  })

  it('begins open, one at a time, and once closed stays closed', async () => {
    const { id, revisionId, reviewId } = await inReview('listing')
    const another = (state: string) =>
      run(
        `INSERT INTO review (id, listing_id, listing_revision_id, state, approvals_needed, concerns, submitted_by, submitted_at) VALUES ($1, $2, $3, $4::review_state, 1, '[]', $5, now())`,
        [v7(), id, revisionId, state, author],
      )
    await run('SAVEPOINT one')
    await expect(another('approved')).rejects.toThrow('a review begins open')
    await run('ROLLBACK TO one')
    await expect(another('open')).rejects.toThrow('review_one_at_a_time_listing')
    await run('ROLLBACK TO one')
    await run("UPDATE review SET state = 'withdrawn', closed_at = now() WHERE id = $1", [reviewId])
    await run('SAVEPOINT two')
    await expect(run("UPDATE review SET state = 'open', closed_at = NULL WHERE id = $1", [reviewId])).rejects.toThrow('a closed review stays closed')
    await run('ROLLBACK TO two')
    await expect(approve(reviewId, other)).rejects.toThrow('only an open review is approved')
  })

  it.each([
    ['another revision', 'listing_revision_id = (SELECT id FROM listing_revision WHERE id <> listing_revision_id LIMIT 1)'],
    ['fewer approvals', 'approvals_needed = 1'],
    ['another submitter', "submitted_by = 'editor:nobody'"],
  ])('never gets %s', async (_what, change) => {
    const { reviewId } = await inReview('listing', { needed: 2 })
    await expect(run(`UPDATE review SET ${change} WHERE id = $1`, [reviewId])).rejects.toThrow(/never changes|its_own|of_one_thing/)
  })

  it.each(['UPDATE approval SET at = now()', 'DELETE FROM approval', 'DELETE FROM review', 'TRUNCATE approval CASCADE'])('stays in the history: %s', async (statement) => {
    const { reviewId } = await inReview('listing')
    await approve(reviewId, other)
    await expect(run(statement)).rejects.toThrow('append-only')
  })
})

describe('a check of contacts', () => {
  const contentWith = (...values: string[]) => JSON.stringify({ kind: 'support_line', worldwide: false, countries: ['FI'], channels: values.map((value) => ({ value })) })

  it.each([
    ['the same', ['116111'], ['116111'], true],
    ['fewer', ['116111', '116112'], ['116111'], true],
    ['another', ['116111'], ['116112'], false],
    ['one more', ['116111'], ['116111', '116112'], false],
  ])('counts for a revision that has %s: %j, then %j', async (_what, checked, shown, counts) => {
    await run('BEGIN')
    const [id, first, second] = [v7(), v7(), v7()]
    await run("INSERT INTO listing (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())", [id, `listing-${id}`])
    const insert = (revision: string, number: number, parent: string | null, values: string[]) =>
      run("INSERT INTO listing_revision (id, listing_id, number, parent_id, content, author, created_at) VALUES ($1, $2, $3, $4, $5, 'tester', now())", [
        revision,
        id,
        number,
        parent,
        contentWith(...values),
      ])
    await insert(first, 1, null, checked)
    await insert(second, 2, first, shown)
    await publish('listing', { id, revisionId: second })
    await run(
      "INSERT INTO verification (id, listing_id, revision_id, method, checked_at, checked_by, evidence, created_at) VALUES ($1, $2, $3, 'dialled', now(), 'tester', 'Somebody answered.', now())",
      [v7(), id, first],
    )
    const { rows } = await run('SELECT verified_at FROM published_listing WHERE id = $1', [id])
    expect(rows[0]?.verified_at !== null).toBe(counts)
  })
})

describe('what editors search by', () => {
  it('follows the last revision, whoever writes it', async () => {
    const { id, revisionId } = await inReview('listing')
    const next = v7()
    const content = JSON.stringify({ kind: 'reporting_hotline', countries: ['FI', 'SE'], officialName: { locale: 'fi', text: 'Nimi' } })
    await run(`INSERT INTO listing_revision (id, listing_id, number, parent_id, content, author, created_at) VALUES ($1, $2, 2, $3, $4, 'seed', now())`, [next, id, revisionId, content])
    const { rows } = await run('SELECT last_revision_id, kind, countries, title FROM listing WHERE id = $1', [id])
    expect(rows).toEqual([{ last_revision_id: next, kind: 'reporting_hotline', countries: ['FI', 'SE'], title: 'Nimi' }])
  })
})

describe('the time in which nobody has to have checked a listing', () => {
  const contentWith = (...channels: [type: string, value: string][]) =>
    JSON.stringify({ kind: 'support_line', worldwide: false, countries: ['FI'], channels: channels.map(([type, value]) => ({ type, value })) })
  const since = async (id: string) => (await run('SELECT imported_at FROM published_listing WHERE id = $1', [id])).rows[0]?.imported_at as Date
  const [imported, later] = [new Date('2025-01-02T00:00:00Z'), new Date('2026-03-04T00:00:00Z')]

  it.each([
    ['the same contacts', [['phone', '116111']], imported],
    ['one contact less', [['phone', '116111']], imported],
    ['another number', [['phone', '116112']], later],
    ['the number as one to text', [['sms', '116111']], later],
  ] as const)('begins when the contacts came: %s', async (what, next, expected) => {
    await run('BEGIN')
    const [id, first, second] = [v7(), v7(), v7()]
    const shown: [string, string][] = what === 'one contact less' ? [['phone', '116111'], ['sms', '116111']] : [['phone', '116111']]
    await run("INSERT INTO listing (id, slug, state, imported_at, created_at, updated_at) VALUES ($1, $2, 'draft', $3, now(), now())", [id, `listing-${id}`, imported])
    const write = (revision: string, number: number, parent: string | null, content: string) =>
      run("INSERT INTO listing_revision (id, listing_id, number, parent_id, content, author, created_at) VALUES ($1, $2, $3, $4, $5, 'seed', now())", [revision, id, number, parent, content])
    const show = async (revision: string, at: Date) => {
      const version = await takeVersion(client, 'listing', id, 'published')
      await run("UPDATE listing SET state = 'published', published_revision_id = $2, published_at = $3, directory_version = $4 WHERE id = $1", [id, revision, at, version])
    }
    await write(first, 1, null, contentWith(...shown))
    await show(first, imported)
    expect(await since(id)).toEqual(imported)
    await write(second, 2, first, contentWith(...next.map(([type, value]): [string, string] => [type, value])))
    await show(second, later)
    expect(await since(id)).toEqual(expected)
  })
})
