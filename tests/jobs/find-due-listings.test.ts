import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type pg from 'pg'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { findDueListings } from '../../src/directory/verification/find-due-listings.ts'
import { reportDueListings } from '../../src/jobs/report-due-listings.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { settings } from '../support/directory.ts'
import { jobContext, jobRun } from '../support/job-context.ts'
import { startProcess } from '../support/start-process.ts'
import { secret, writeListing } from '../support/write-listing.ts'
import { writeVerification } from '../support/write-verification.ts'

const day = 24 * 60 * 60 * 1000
let test: TestDatabase
let client: pg.Client
let database: Database
/** When the listings were published, by the clock of the database. */
let published: Date
const slugs: Record<string, string> = {}

const after = (days: number) => new Date(published.getTime() + days * day)
const find = (days: number, unverifiedDays = 60) => findDueListings(database, { ...settings, unverifiedDays }, after(days))

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
  const write = async (name: string, checkedDaysAgo: number | null, ...listing: [Parameters<typeof writeListing>[1], Parameters<typeof writeListing>[2]?]) => {
    const { id, slug } = await writeListing(client, ...listing)
    slugs[name] = slug
    if (checkedDaysAgo !== null) await writeVerification(client, id, new Date(Date.now() - checkedDaysAgo * day).toISOString())
  }
  await write('unverified', null, {})
  await write('verified', 1, {})
  await write('due', 170, { countries: ['FI', 'SE'] })
  await write('overdue', 200, { countries: ['NO'] })
  await write('worldwide', 400, { worldwide: true })
  await write('emergency', 400, { kind: 'emergency_service', audiences: [] })
  await write('draft', null, {}, 'draft')
  await write('suspended', 200, {}, 'suspended')
  const { rows } = await client.query<{ at: Date }>('SELECT min(published_at) AS at FROM listing')
  published = rows[0]?.at ?? new Date()
})

afterAll(async () => {
  await client.end()
  await database.close()
  await test.drop()
})

describe('what nobody has checked in time', () => {
  it('is counted by how far it can be trusted; drafts and what is suspended are not', async () => {
    expect(await find(1)).toMatchObject({
      published: 6,
      status: { verified: 1, due: 1, overdue: 3, unverified: 1 },
      // Worldwide services and emergency numbers are served however old the check is.
      notServed: 1,
    })
  })

  it('and stops being served within 30 days, is counted for each country and kind', async () => {
    expect((await find(1)).stopping).toEqual([
      { kind: 'support_line', country: 'FI', count: 1 },
      { kind: 'support_line', country: 'SE', count: 1 },
    ])
    expect((await find(1, 25)).stopping).toContainEqual({ kind: 'support_line', country: 'FI', count: 2 })
  })

  it('and stops within a week, is named, the first to stop first, with the time of the rule', async () => {
    expect((await find(1)).stoppingSoon).toEqual([])
    const { stoppingSoon } = await find(9, 12)
    expect(stoppingSoon).toMatchObject([
      { slug: slugs['due'], countries: ['FI', 'SE'] },
      { slug: slugs['unverified'], countries: ['FI'], servedUntil: after(12) },
    ])
    expect(stoppingSoon[0]?.servedUntil.getTime()).toBeCloseTo(Date.now() + 10 * day, -5)
  })

  it('and has stopped, is no more said to stop', async () => {
    const later = await find(13, 12)
    expect(later).toMatchObject({ notServed: 3, stoppingSoon: [] })
    expect(later.stopping).toEqual([])
  })

  it('is found in a directory of many pages, each once', async () => {
    const many = 2500
    await client.query('BEGIN')
    await client.query('UPDATE directory_head SET version = version + 1')
    await client.query(
      `WITH made AS (SELECT gen_random_uuid() AS id, gen_random_uuid() AS revision, number FROM generate_series(1, ${many}) AS number),
        change AS (INSERT INTO directory_change (version, subject, subject_id, action, at)
          SELECT (SELECT version FROM directory_head), 'listing', id::text, 'published', now() FROM made),
        listing AS (INSERT INTO listing (id, slug, state, created_at, updated_at) SELECT id, 'many-' || number, 'draft', now(), now() FROM made)
       INSERT INTO listing_revision (id, listing_id, number, content, author, created_at)
         SELECT revision, id, 1, '{"kind": "support_line", "worldwide": false, "countries": ["AX"]}', 'tester', now() FROM made`,
    )
    await client.query(
      `UPDATE listing SET state = 'published', published_revision_id = listing_revision.id, published_at = now(),
         directory_version = (SELECT version FROM directory_head)
       FROM listing_revision WHERE listing_revision.listing_id = listing.id AND slug LIKE 'many-%'`,
    )
    await client.query('COMMIT')
    const { published: count, stopping, stoppingSoon } = await find(1, 5)
    expect(count).toBe(6 + many)
    expect(stopping).toContainEqual({ kind: 'support_line', country: 'AX', count: many })
    expect(new Set(stoppingSoon.map(({ slug }) => slug)).size).toBe(many + 1)
  })
})

describe('the report', () => {
  it('is one line with the counts and one for each that stops within a week, and holds nothing but slugs, countries and times', async () => {
    const context = jobContext(database, { now: () => after(9) })
    await reportDueListings.run(context, {}, jobRun())
    const { lines } = context
    expect(lines).toEqual([
      {
        level: 'info',
        facts: { published: 2506, status: { verified: 1, due: 1, overdue: 3, unverified: 2501 }, notServed: 1, stopping: expect.any(Array) },
        message: 'listings to check',
      },
      {
        level: 'warn',
        facts: { slug: slugs['due'], countries: ['FI', 'SE'], servedUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
        message: 'a listing stops being served unless somebody checks it',
      },
    ])
    expect(JSON.stringify(lines)).not.toContain(secret)
  })

  it('is there on demand, as a table', async () => {
    const { ended, output } = startProcess('src/cli.ts', ['due'], { DATABASE_URL: test.url, VERIFY_DAYS_SUPPORT_LINE: '88' })
    expect(await ended).toBe(0)
    expect(output()).toMatch(/^2506 published: 1 verified, 1 due, 3 overdue, 2501 unverified; 1 not served any more\.\n\nkind +country +stop within 30 days\nsupport_line +FI +1\n/)
    expect(output()).toMatch(new RegExp(`Within a week \\(times in UTC\\):\n\nserved until +listing +countries\n\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +${slugs['due']} +FI SE\n$`))
  })
})
