import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openExportAnswers } from '../../../src/app/commands/export-answers.ts'
import { connectOnce } from '../../../src/db/connect-once.ts'
import { openPublished } from '../../../src/db/published.ts'
import { indexDirectory } from '../../../src/help/index-directory.ts'
import { servedUntil } from '../../../src/help/served-until.ts'
import { verificationState } from '../../../src/help/verification.ts'
import type { ServingSettings } from '../../../src/help/verification.ts'
import { inTransaction } from '../../../src/db/transaction.ts'
import { listDueVerifications, soonDays } from '../../../src/directory/verification/list-due-verifications.ts'
import { readTrust } from '../../../src/directory/verification/read-trust.ts'
import type { PublishedDirectory, PublishedListing } from '../../../src/help/directory.ts'
import { settings } from '../../support/directory.ts'
import { openEditing } from '../../support/editing.ts'
import type { Editing } from '../../support/editing.ts'
import { giveListing } from '../../support/give-listing.ts'
import { anOrganisation, aPerson, newId } from '../../support/people.ts'
import type { Person } from '../../support/people.ts'
import { writeListing } from '../../support/write-listing.ts'
import { writeVerification } from '../../support/write-verification.ts'

const day = 24 * 60 * 60 * 1000

let editing: Editing
let client: pg.Client
let directory: PublishedDirectory
let curator: Person
let member: Person
let organisationId: string
/** When the listings were published, by the clock of the database. */
let start: number
const names = new Map<string, string>()

beforeAll(async () => {
  editing = await openEditing()
  client = await connectOnce(editing.test.url)
  curator = await aPerson(editing.database, { platformRole: 'curator' })
  organisationId = await anOrganisation(editing.database)
  member = await aPerson(editing.database, { roles: { [organisationId]: 'viewer' } })
  const write = async (name: string, checkedDaysAgo: number | null, ...listing: [Parameters<typeof writeListing>[1], Parameters<typeof writeListing>[2]?]) => {
    const { id } = await writeListing(client, ...listing)
    names.set(id, name)
    if (checkedDaysAgo !== null) await writeVerification(client, id, new Date(Date.now() - checkedDaysAgo * day).toISOString())
    return id
  }
  await write('unverified hotline', null, { kind: 'reporting_hotline', audiences: [] })
  await write('unverified line', null, {})
  const two = await write('unverified line of two countries', null, { countries: ['FI', 'SE'] })
  await write('unverified and reported line', null, {})
  await write('checked line', 1, {})
  await write('checked hotline', 1, { kind: 'reporting_hotline', audiences: [] })
  await write('worldwide', 1, { worldwide: true, kind: 'image_removal', audiences: [] })
  await write('emergency number', 1, { kind: 'emergency_service', audiences: [] })
  await write('unverified worldwide', null, { worldwide: true })
  await write('draft', null, {}, 'draft')
  await write('suspended', 200, {}, 'suspended')
  const [reported = ''] = [...names].find(([, name]) => name.includes('reported')) ?? []
  await editing.database.prisma.problem.create({
    data: { id: newId(), listingId: reported, kind: 'no_answer', source: 'public', count: 3, firstAt: new Date(), lastAt: new Date() },
  })
  // A draft may change hands without a directory version; what is public is given away by a command only.
  const published = openPublished(editing.test.url)
  await giveListing(client, two, organisationId)
  directory = await published.readDirectory()
  await published.close()
  start = Math.max(...directory.listings.map(({ publishedAt }) => publishedAt.getTime()))
})
afterAll(async () => {
  await client.end()
  await editing.close()
})

const everything = (now: Date, given: ServingSettings = settings) =>
  inTransaction(editing.database, (transaction) =>
    listDueVerifications(transaction, { reach: null, filters: {}, settings: given, now, after: null, limit: 100 }),
  )

/** The instants at which anything about a listing changes. */
function turns(listing: PublishedListing): number[] {
  const since = (listing.verifiedAt ?? listing.importedAt ?? listing.publishedAt).getTime()
  const period = settings.verifyDays[listing.content.kind]
  return listing.verifiedAt === null ? [since + settings.unverifiedDays * day] : [period - soonDays, period, 2 * period].map((days) => since + days * day)
}

describe('the state of a check', () => {
  it('is the same in the queue, for the editor and at the public door, in the millisecond before, at and after each turn', async () => {
    const instants = new Set(directory.listings.flatMap(turns).flatMap((turn) => [turn - 1, turn, turn + 1]))
    expect(instants.size).toBeGreaterThan(20)
    const statuses = new Set<string>()
    for (const instant of instants) {
      const now = new Date(instant)
      const queue = new Map((await everything(now)).map((entry) => [entry.id, entry]))
      const doors = await openExportAnswers(indexDirectory(directory), settings, now)
      for (const listing of directory.listings) {
        const { status, mayBeServed, nextDue } = verificationState(listing, settings, now)
        const entry = queue.get(listing.id)
        const soon = nextDue !== null && nextDue.getTime() <= instant + soonDays * day
        expect(entry !== undefined, `${names.get(listing.id)} at ${now.toISOString()}`).toBe(status !== 'verified' || soon)
        if (entry !== undefined) {
          expect([entry.status, entry.isServed]).toEqual([status, mayBeServed])
          const until = servedUntil(listing, settings, now)
          expect(entry.hiddenAt).toEqual(until)
          statuses.add(`${status} ${mayBeServed}`)
        }
        const trust = await inTransaction(editing.database, (transaction) => readTrust(transaction, listing.id, settings, now))
        expect(trust).toMatchObject({ status, mayBeServed, nextDue })
        const answered = await doors.answer(`/v1/listings/${listing.id}?country=FI`).then(
          () => true,
          (error: Error) => {
            expect(error.message).toContain('answered with 404')
            return false
          },
        )
        expect(answered, `${names.get(listing.id)} at ${now.toISOString()}`).toBe(mayBeServed)
      }
      await doors.close()
    }
    expect([...statuses].sort()).toEqual(['due true', 'overdue false', 'overdue true', 'unverified false', 'unverified true', 'verified true'])
  }, 120_000)

  it('is that nothing unchecked is served where the setting says so, but the floor', async () => {
    const now = new Date(start)
    const none = { ...settings, unverifiedDays: 0 }
    const queue = await everything(now, none)
    for (const { id, isServed, kind, countries } of queue) {
      const listing = directory.listings.find((known) => known.id === id)
      if (listing === undefined) throw new Error('What is not public is in the queue.')
      expect(isServed).toBe(verificationState(listing, none, now).mayBeServed)
      expect(isServed).toBe(kind === 'emergency_service' || countries.length === 0)
    }
  })
})

describe('the queue', () => {
  const ask = async (who: Person, query: string) => {
    const response = await editing.as(who.principal, 'GET', `/v1/console/verifications/due${query}`)
    expect(response.statusCode, response.body).toBe(200)
    return response.json<{ listings: { id: string; status: string; served: boolean }[]; nextCursor: string | null }>()
  }
  const namesOf = ({ listings }: { listings: { id: string }[] }) => listings.map(({ id }) => names.get(id))

  it('begins with what the public cannot see any more, then goes by how soon, by kind, by countries and by problems', async () => {
    editing.clock.now = new Date(start + 200.5 * day)
    expect(namesOf(await ask(curator, ''))).toEqual([
      'checked line',
      // Overdue, and shown even so.
      'emergency number',
      // Twice 180 days after its check, which was a day before: in 158 days. The hotline is hidden then, the worldwide service never.
      'worldwide',
      'checked hotline',
      // A year after it came: in 164 days.
      'unverified worldwide',
      'unverified line of two countries',
      'unverified and reported line',
      'unverified line',
      'unverified hotline',
    ])
  })

  it('has pages without a gap or a repeat, and each goes on by the instant of the first', async () => {
    editing.clock.now = new Date(start + 200.5 * day)
    const whole = namesOf(await ask(curator, ''))
    const seen: (string | undefined)[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await ask(curator, `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...namesOf(page))
      cursor = page.nextCursor
      // Meanwhile everything falls overdue.
      editing.clock.now = new Date(editing.clock.now.getTime() + 300 * day)
    }
    expect(seen).toEqual(whole)
  })

  it.each([
    ['?stage=overdue', ['checked line', 'emergency number']],
    ['?stage=due', ['checked hotline', 'worldwide']],
    ['?stage=unverified&country=SE', ['unverified line of two countries']],
    ['?kind=image_removal', ['worldwide']],
    ['?country=se', ['unverified line of two countries']],
    ['?organisation=ORGANISATION', ['unverified line of two countries']],
    ['?organisation=0199d4a2-6f00-7000-8000-000000000001', []],
  ])('keeps to what is asked for: %s', async (query, expected) => {
    editing.clock.now = new Date(start + 200.5 * day)
    expect(new Set(namesOf(await ask(curator, query.replace('ORGANISATION', organisationId))))).toEqual(new Set(expected))
  })

  it('says what falls due soon', async () => {
    editing.clock.now = new Date(start + 80 * day)
    expect(new Set(namesOf(await ask(curator, '?stage=soon')))).toEqual(new Set(['checked line', 'emergency number']))
  })

  it('shows members what is of their organisation, and nothing to those who are in none', async () => {
    editing.clock.now = new Date(start + 200.5 * day)
    expect(namesOf(await ask(member, ''))).toEqual(['unverified line of two countries'])
    const nobody = await aPerson(editing.database)
    const response = await editing.as(nobody.principal, 'GET', '/v1/console/verifications/due')
    expect([response.statusCode, response.json().code]).toEqual([403, 'not_allowed'])
    const weak = await aPerson(editing.database, { platformRole: 'curator', secondFactor: false })
    const refused = await editing.as(weak.principal, 'GET', '/v1/console/verifications/due')
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'second_factor_required'])
  })

  it.each([
    ['of another list', async () => `?kind=support_line&cursor=${(await ask(curator, '?limit=1')).nextCursor}`],
    ['of nobody', () => Promise.resolve('?cursor=bm8')],
    ['with other values', () => Promise.resolve(`?cursor=${Buffer.from('["x","y"]').toString('base64url')}`)],
  ])('refuses a cursor %s', async (_name, query) => {
    const response = await editing.as(curator.principal, 'GET', `/v1/console/verifications/due${await query()}`)
    expect([response.statusCode, response.json().errors[0].parameter]).toEqual([400, 'cursor'])
  })
})
