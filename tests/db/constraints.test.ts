import type pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { takeVersion, writeSubject } from '../support/write-subject.ts'
import { writeVerification } from '../support/write-verification.ts'

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

/** Every statement here is one that the product never sends: the database alone has to refuse it. */
const run = (statement: string, values: unknown[] = []) => client.query(statement, values)
const refusal = (constraint: string) => expect.objectContaining({ constraint })

describe.each(['listing', 'guidance'] as const)('the public sees one revision of a %s', (subject) => {
  it('and never one of another', async () => {
    const [mine, other] = [await writeSubject(client, subject), await writeSubject(client, subject, 'draft')]
    await run('BEGIN')
    const version = await takeVersion(client, subject, mine.id, 'published')
    const attempt = run(`UPDATE ${subject} SET published_revision_id = $2, directory_version = $3 WHERE id = $1`, [mine.id, other.revisionId, version])
    await expect(attempt).rejects.toEqual(refusal(`${subject}_published_revision_is_its_own`))
  })

  it('and two cannot point at the same revision', async () => {
    const mine = await writeSubject(client, subject)
    const other = await writeSubject(client, subject, 'draft')
    await run('BEGIN')
    const version = await takeVersion(client, subject, other.id, 'published')
    const attempt = run(
      `UPDATE ${subject} SET state = 'published', published_revision_id = $2, published_at = now(), directory_version = $3 WHERE id = $1`,
      [other.id, mine.revisionId, version],
    )
    await expect(attempt).rejects.toEqual(refusal(`${subject}_published_revision_id_key`))
  })

  it('and is not published without one', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    await run('BEGIN')
    const version = await takeVersion(client, subject, id, 'published')
    const attempt = run(`UPDATE ${subject} SET state = 'published', published_at = now(), directory_version = $2 WHERE id = $1`, [id, version])
    await expect(attempt).rejects.toEqual(refusal(`${subject}_published_is_complete`))
  })

  it('and is not published without a date', async () => {
    const { id, revisionId } = await writeSubject(client, subject, 'draft')
    await run('BEGIN')
    const version = await takeVersion(client, subject, id, 'published')
    const attempt = run(`UPDATE ${subject} SET state = 'published', published_revision_id = $2, directory_version = $3 WHERE id = $1`, [
      id,
      revisionId,
      version,
    ])
    await expect(attempt).rejects.toEqual(refusal(`${subject}_published_is_complete`))
  })

  it.each(['draft', 'in_review'])('and %s points at none', async (state) => {
    const { id } = await writeSubject(client, subject)
    await run('BEGIN')
    const version = await takeVersion(client, subject, id, 'withdrawn')
    const attempt = run(`UPDATE ${subject} SET state = $2, directory_version = $3 WHERE id = $1`, [id, state, version])
    await expect(attempt).rejects.toEqual(refusal(`${subject}_draft_points_nowhere`))
  })

  it('and suspended keeps it', async () => {
    const { id } = await writeSubject(client, subject, 'suspended')
    await expect(run(`UPDATE ${subject} SET published_revision_id = NULL WHERE id = $1`, [id])).rejects.toEqual(
      refusal(`${subject}_published_is_complete`),
    )
  })
})

describe.each(['listing', 'guidance'] as const)('a public change of a %s', (subject) => {
  it.each([
    ['publishing', `UPDATE ${subject} SET state = 'published', published_at = now() WHERE id = $1`, 'suspended'],
    ['withdrawing', `UPDATE ${subject} SET state = 'suspended' WHERE id = $1`, 'published'],
    ['changing', `UPDATE ${subject} SET published_at = now() WHERE id = $1`, 'published'],
  ] as const)('does not happen without a directory version: %s', async (_, statement, state) => {
    const { id } = await writeSubject(client, subject, state)
    await writeSubject(client, subject)
    await expect(run(statement, [id])).rejects.toThrow('takes the next directory version')
  })

  it('does not happen under the version of another', async () => {
    const { id } = await writeSubject(client, subject)
    const other = await writeSubject(client, subject)
    await run('BEGIN')
    const version = await takeVersion(client, subject, other.id, 'withdrawn')
    const attempt = run(`UPDATE ${subject} SET state = 'suspended', directory_version = $2 WHERE id = $1`, [id, version])
    await expect(attempt).rejects.toThrow('takes the next directory version')
  })

  it('is announced as what it is', async () => {
    const { id } = await writeSubject(client, subject)
    await run('BEGIN')
    const version = await takeVersion(client, subject, id, 'published')
    const attempt = run(`UPDATE ${subject} SET state = 'suspended', directory_version = $2 WHERE id = $1`, [id, version])
    await expect(attempt).rejects.toThrow('takes the next directory version')
  })

  it('needs none while nothing public changes', async () => {
    const { id } = await writeSubject(client, subject)
    await writeSubject(client, subject)
    await run(`UPDATE ${subject} SET updated_at = now() WHERE id = $1`, [id])
  })
})

describe.each(['listing', 'guidance'] as const)('identity of a %s', (subject) => {
  it('keeps its slug', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    await expect(run(`UPDATE ${subject} SET slug = 'another' WHERE id = $1`, [id])).rejects.toThrow('never change')
  })

  it('keeps its id', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    await expect(run(`UPDATE ${subject} SET id = $2 WHERE id = $1`, [id, v7()])).rejects.toThrow('never change')
  })

  it.each(['Capital', 'two words', 'ends-', '-begins', 'a--b', 'ümlaut', ''])('has no slug like "%s"', async (slug) => {
    const attempt = run(`INSERT INTO ${subject} (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())`, [v7(), slug])
    await expect(attempt).rejects.toEqual(refusal(`${subject}_slug_format`))
  })

  it('is unique by its slug', async () => {
    const { slug } = await writeSubject(client, subject, 'draft')
    const attempt = run(`INSERT INTO ${subject} (id, slug, state, created_at, updated_at) VALUES ($1, $2, 'draft', now(), now())`, [v7(), slug])
    await expect(attempt).rejects.toEqual(refusal(`${subject}_slug_key`))
  })

  it('is retired, not deleted, once it was public', async () => {
    const { id } = await writeSubject(client, subject, 'retired')
    await expect(run(`DELETE FROM ${subject} WHERE id = $1`, [id])).rejects.toThrow('retired, not deleted')
  })

  it('is not deleted while it has revisions', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    await expect(run(`DELETE FROM ${subject} WHERE id = $1`, [id])).rejects.toEqual(refusal(`${subject}_revision_${subject}_id_fkey`))
  })
})

describe.each(['listing', 'guidance'] as const)('revisions of a %s', (subject) => {
  const insert = (id: string, number: number, parentId: string | null, content = '{}') =>
    run(
      `INSERT INTO ${subject}_revision (id, ${subject}_id, number, parent_id, content, author, created_at) VALUES ($1, $2, $3, $4, $5, 'tester', now())`,
      [v7(), id, number, parentId, content],
    )

  it('count on from the last', async () => {
    const { id, revisionId } = await writeSubject(client, subject, 'draft')
    await insert(id, 2, revisionId)
    await insert(id, 3, revisionId)
  })

  it('leave no gap', async () => {
    const { id, revisionId } = await writeSubject(client, subject, 'draft')
    await expect(insert(id, 3, revisionId)).rejects.toThrow('the next revision of this')
  })

  it('do not share a number', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    await expect(insert(id, 1, null)).rejects.toEqual(refusal(`${subject}_revision_${subject}_id_number_key`))
  })

  it('begin at one', async () => {
    const { id, revisionId } = await writeSubject(client, subject, 'draft')
    await expect(insert(id, 0, revisionId)).rejects.toEqual(refusal(`${subject}_revision_number_from_one`))
  })

  it('name the revision they started from, unless they are the first', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    await expect(insert(id, 2, null)).rejects.toEqual(refusal(`${subject}_revision_first_has_no_parent`))
  })

  it('have no parent elsewhere', async () => {
    const { id } = await writeSubject(client, subject, 'draft')
    const other = await writeSubject(client, subject, 'draft')
    await expect(insert(id, 2, other.revisionId)).rejects.toEqual(refusal(`${subject}_revision_parent_of_same_${subject}`))
  })

  it.each(['[]', '"text"', 'null', '7'])('have an object as content, not %s', async (content) => {
    const { id, revisionId } = await writeSubject(client, subject, 'draft')
    await expect(insert(id, 2, revisionId, content)).rejects.toEqual(refusal(`${subject}_revision_content_is_object`))
  })
})

describe.each([
  ['listing_revision', 'author'],
  ['guidance_revision', 'author'],
  ['verification', 'evidence'],
  ['directory_change', 'subject_id'],
  ['audit_event', 'actor'],
])('%s is append-only', (table, column) => {
  beforeAll(async () => {
    const listing = await writeSubject(client, 'listing')
    await writeSubject(client, 'guidance')
    await writeVerification(client, listing.id, '2026-11-19T00:00:00Z')
    await run("INSERT INTO audit_event (id, at, actor, action, subject) VALUES ($1, now(), 'tester', 'test', 'listing')", [v7()])
    const { rows } = await run(`SELECT count(*)::int AS count FROM ${table}`)
    expect(rows[0].count).toBeGreaterThan(0)
  })

  it.each([
    ['update', `UPDATE ${table} SET ${column} = ${column}`],
    ['delete', `DELETE FROM ${table}`],
    ['truncate', `TRUNCATE ${table} CASCADE`],
  ])('%s is refused', async (operation, statement) => {
    await expect(run(statement)).rejects.toThrow(new RegExp(`is append-only: ${operation} is refused`))
  })
})

describe('the directory version', () => {
  it.each(['version + 2', 'version', 'version - 1', 'NULL'])('only grows by one: not to %s', async (next) => {
    await expect(run(`UPDATE directory_head SET version = ${next}`)).rejects.toThrow('the next directory version is')
  })

  it.each(['DELETE FROM directory_head', 'TRUNCATE directory_head'])('stays: %s', async (statement) => {
    await expect(run(statement)).rejects.toThrow('directory_head is append-only')
  })

  it('is one', async () => {
    await expect(run('INSERT INTO directory_head (id, version) VALUES (2, 0)')).rejects.toEqual(refusal('directory_head_is_one_row'))
    await expect(run('INSERT INTO directory_head (id, version) VALUES (1, 0)')).rejects.toEqual(refusal('directory_head_pkey'))
    await expect(run('UPDATE directory_head SET id = 2, version = version + 1')).rejects.toEqual(refusal('directory_head_is_one_row'))
  })

  it.each([-1, 1])('takes no change for another version (%d)', async (step) => {
    const attempt = run(
      "INSERT INTO directory_change (version, subject, subject_id, action, at) SELECT version + $1, 'listing', 'x', 'published', now() FROM directory_head",
      [step],
    )
    await expect(attempt).rejects.toThrow('belongs to the current directory version')
  })
})

describe('an organisation', () => {
  const insert = (slug: string, name: string, country: string | null) =>
    run('INSERT INTO organisation (id, slug, name, country, created_at, updated_at) VALUES ($1, $2, $3, $4, now(), now())', [
      v7(),
      slug,
      name,
      country,
    ])

  it.each(['FI', null])('is there once by name and country (%s)', async (country) => {
    await insert(`once-${country === null ? 'world' : 'fi'}`, 'Once', country)
    await expect(insert('twice', 'Once', country)).rejects.toEqual(refusal('organisation_name_country_key'))
  })

  it.each(['fi', 'F', '12'])('has an ISO 3166-1 code in capitals, not %s', async (country) => {
    await expect(insert('elsewhere', 'Elsewhere', country)).rejects.toEqual(refusal('organisation_country_format'))
  })

  it('is not deleted under its listings', async () => {
    await insert('runs-a-line', 'Runs a line', 'FI')
    const { id } = await writeSubject(client, 'listing', 'draft')
    await run("UPDATE listing SET organisation_id = (SELECT id FROM organisation WHERE slug = 'runs-a-line') WHERE id = $1", [id])
    await expect(run("DELETE FROM organisation WHERE slug = 'runs-a-line'")).rejects.toEqual(refusal('listing_organisation_id_fkey'))
  })
})

describe('a label set', () => {
  const insert = (locale: string, version: number, content: object) =>
    run('INSERT INTO label_set (locale, content, directory_version, updated_at) VALUES ($1, $2, $3, now())', [locale, content, version])

  it('takes a directory version', async () => {
    await expect(insert('fi', 0, { locale: 'fi' })).rejects.toThrow('takes the next directory version')
  })

  it('is of the locale that it says', async () => {
    await run('BEGIN')
    const version = await takeVersion(client, 'label_set', 'fi', 'published')
    await expect(insert('fi', version, { locale: 'sv' })).rejects.toEqual(refusal('label_set_content_is_of_locale'))
  })
})
