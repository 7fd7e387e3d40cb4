import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openPublished, type Published } from '../../src/db/published.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { takeVersion, writeSubject } from '../support/write-subject.ts'

const views = ['published_change', 'published_directory', 'published_guidance', 'published_label_set', 'published_listing']

let clone: TestDatabase
let owner: pg.Client
let lookup: pg.Client
beforeAll(async () => {
  clone = await cloneDatabase()
  owner = await connectOnce(clone.url)
  lookup = new pg.Client({ connectionString: clone.url, options: '-c role=directory_lookup' })
  await lookup.connect()
})
afterEach(async () => {
  await lookup.query('ROLLBACK')
})
afterAll(async () => {
  await lookup.end()
  await owner.end()
  await clone.drop()
})

const refused = expect.objectContaining({ code: '42501' })
/** A view of several tables is not written through at all, whoever asks. */
const refusedOrNotWritable = expect.objectContaining({ code: expect.stringMatching(/^(?:42501|55000)$/) })

describe('the role that public answers are read with', () => {
  it('reads the views of what is published, and no other relation of the database', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT quote_ident(nspname) || '.' || quote_ident(relname) AS name
       FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE relkind IN ('r', 'v', 'm', 'p', 'f', 'S') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
       ORDER BY relname`,
    )
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['public.listing_revision', 'public.audit_event', 'public._prisma_migrations']))
    const readable: string[] = []
    for (const { name } of rows) {
      const granted = await lookup.query(`SELECT * FROM ${name} LIMIT 1`).then(
        () => true,
        (error: unknown) => {
          expect(error, name).toEqual(refused)
          return false
        },
      )
      if (granted) readable.push(name)
    }
    expect(readable).toEqual(views.map((view) => `public.${view}`))
  })

  it('reads no column of any table either', async () => {
    const { rows } = await lookup.query<{ column: string }>(
      `SELECT attrelid::regclass || '.' || attname AS column FROM pg_attribute
       JOIN pg_class ON pg_class.oid = attrelid
       WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i' AND attnum > 0 AND NOT relname = ANY ($1)
         AND has_column_privilege(attrelid, attnum, 'SELECT')`,
      [views],
    )
    expect(rows).toEqual([])
  })

  it.each(views)('changes nothing through %s', async (view) => {
    const { rows } = await owner.query<{ column: string }>(
      'SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1',
      [view],
    )
    await expect(lookup.query(`INSERT INTO ${view} DEFAULT VALUES`)).rejects.toEqual(refusedOrNotWritable)
    await expect(lookup.query(`UPDATE ${view} SET ${rows[0]?.column} = NULL`)).rejects.toEqual(refusedOrNotWritable)
    await expect(lookup.query(`DELETE FROM ${view}`)).rejects.toEqual(refusedOrNotWritable)
  })

  it.each(['organisation', 'listing', 'guidance', 'label_set', 'directory_head', 'audit_event'])('changes nothing in %s', async (table) => {
    await expect(lookup.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toEqual(refused)
    await expect(lookup.query(`DELETE FROM ${table}`)).rejects.toEqual(refused)
    await expect(lookup.query(`TRUNCATE ${table}`)).rejects.toEqual(refused)
  })

  it.each([
    'CREATE TABLE mine (id int)',
    'CREATE VIEW mine AS SELECT 1',
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    'CREATE SCHEMA mine',
    'ALTER VIEW published_listing RENAME TO mine',
    'DROP VIEW published_listing',
    'GRANT SELECT ON published_listing TO PUBLIC',
    "COPY published_listing TO PROGRAM 'cat'",
    'CREATE ROLE mine',
  ])('makes nothing: %s', async (statement) => {
    await lookup.query('BEGIN')
    const attempt = lookup.query(statement)
    if (statement.startsWith('GRANT')) {
      // PostgreSQL answers a grant of nothing with a warning; what counts is that nobody was granted anything.
      await attempt
      const { rows } = await lookup.query("SELECT FROM information_schema.table_privileges WHERE grantee = 'PUBLIC' AND table_name = 'published_listing'")
      expect(rows).toEqual([])
    } else {
      await expect(attempt).rejects.toEqual(refused)
    }
  })

  it('sees no hidden row through a condition of its own that runs early', async () => {
    await writeSubject(owner, 'listing', 'draft', { kind: 'support_line', officialName: { text: 'hidden-by-barrier' } })
    await lookup.query('BEGIN')
    await lookup.query('SET LOCAL client_min_messages = notice')
    const seen: string[] = []
    lookup.on('notice', (notice) => seen.push(notice.message ?? ''))
    await lookup.query(
      `CREATE FUNCTION pg_temp.look(content jsonb) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
       $$ BEGIN RAISE NOTICE '%', content; RETURN true; END $$`,
    )
    await lookup.query('SELECT id FROM published_listing WHERE pg_temp.look(content)')
    expect(seen.join()).not.toContain('hidden-by-barrier')
  })
})

describe.each(['listing', 'guidance'] as const)('what is never in a view: a %s', (subject) => {
  it.each(['draft', 'in_review', 'suspended', 'retired'] as const)('that is %s', async (state) => {
    const { slug } = await writeSubject(owner, subject, state, { kind: 'support_line', marker: `content-of-${subject}-${state}` })
    const all = await everythingVisible()
    expect(all).not.toContain(slug)
    expect(all).not.toContain(`content-of-${subject}-${state}`)
  })

  it("sources, editors' notes, authors, later revisions", async () => {
    const content = { marker: `public-${subject}`, sources: ['secret-source'], editorsNote: 'secret-note' }
    const { id, revisionId } = await writeSubject(owner, subject, 'published', content)
    await owner.query(
      `INSERT INTO ${subject}_revision (id, ${subject}_id, number, parent_id, content, author, note, created_at)
       VALUES ($1, $2, 2, $3, $4, 'secret-author', 'secret-revision-note', now())`,
      [v7(), id, revisionId, { marker: 'secret-revision' }],
    )
    const all = await everythingVisible()
    expect(all).toContain(`public-${subject}`)
    for (const secret of ['secret-', 'editorsNote', 'sources', 'tester']) expect(all).not.toContain(secret)
  })
})

describe('the connection of the public side', () => {
  let published: Published
  beforeAll(() => {
    published = openPublished(clone.url)
  })
  afterAll(async () => {
    await published.close()
  })

  it('reads one version whole, with who runs a listing and when it was verified', async () => {
    const { id, slug } = await writeSubject(owner, 'listing', 'draft', { kind: 'support_line', sources: [], editorsNote: null })
    const [organisationId, verifiedAt] = [v7(), new Date('2026-05-06T07:08:09Z')]
    await owner.query(
      "INSERT INTO organisation (id, slug, name, url, created_at, updated_at) VALUES ($1, 'who-runs-it', 'Who runs it', NULL, now(), now())",
      [organisationId],
    )
    for (const day of ['2026-01-01T00:00:00Z', verifiedAt.toISOString()]) {
      await owner.query(
        `INSERT INTO verification (id, listing_id, method, checked_at, checked_by, evidence, created_at)
         VALUES ($1, $2, 'dialled', $3, 'tester', 'call', now())`,
        [v7(), id, day],
      )
    }
    await owner.query('BEGIN')
    const version = await takeVersion(owner, 'listing', id, 'published')
    await owner.query(
      `UPDATE listing SET state = 'published', organisation_id = $2, directory_version = $3, published_at = '2026-03-04T05:06:07Z',
         published_revision_id = (SELECT id FROM listing_revision WHERE listing_id = $1) WHERE id = $1`,
      [id, organisationId, version],
    )
    await owner.query('COMMIT')

    const directory = await published.readDirectory()
    expect(directory.version).toBe(version)
    expect((await published.readHead()).version).toBe(version)
    expect(directory.listings.find((listing) => listing.slug === slug)).toEqual({
      id,
      slug,
      revision: 1,
      content: { kind: 'support_line' },
      organisation: { id: organisationId, slug: 'who-runs-it', name: 'Who runs it', url: null },
      publishedAt: new Date('2026-03-04T05:06:07Z'),
      importedAt: new Date('2026-03-04T05:06:07Z'),
      verifiedAt,
    })
  })

  it('is refused to a login that could read drafts', async () => {
    const unfit = openPublished(clone.url, 'own_login')
    const refusal = /can also read .*listing_revision.*LOOKUP_DATABASE_URL/s
    for (const read of [unfit.readHead, unfit.readDirectory, unfit.readHead]) await expect(read()).rejects.toThrow(refusal)
    await expect(unfit.readChanges({ version: 0, changedAt: new Date(0) })).rejects.toThrow(refusal)
    await unfit.close()
  })

  it('is refused, naming LOOKUP_DATABASE_URL, where the login may not switch to the role', async () => {
    const login = `stranger_${v7().slice(-12)}`
    await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD 'stranger'`)
    try {
      const url = new URL(clone.url)
      url.username = login
      url.password = 'stranger'
      const unfit = openPublished(url.href)
      await expect(unfit.readHead()).rejects.toThrow(/permission denied.*LOOKUP_DATABASE_URL/s)
      await unfit.close()
    } finally {
      await owner.query(`DROP ROLE ${login}`)
    }
  })

  it('works for a login of its own that can read the views', async () => {
    const login = `reader_${v7().slice(-12)}`
    await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD 'reader'`)
    try {
      await owner.query(`GRANT SELECT ON ${views.join(', ')} TO ${login}`)
      const url = new URL(clone.url)
      url.username = login
      url.password = 'reader'
      const own = openPublished(url.href, 'own_login')
      expect(await own.readHead()).toEqual(await published.readHead())
      expect(await own.readDirectory()).toEqual(await published.readDirectory())
      await own.close()
    } finally {
      await owner.query(`REVOKE ALL ON ${views.join(', ')} FROM ${login}`)
      await owner.query(`DROP ROLE ${login}`)
    }
  })
})

async function everythingVisible(): Promise<string> {
  const contents: unknown[] = []
  for (const view of views) contents.push((await lookup.query(`SELECT * FROM ${view}`)).rows)
  return JSON.stringify(contents)
}
