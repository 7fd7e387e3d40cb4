import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { findUntoldProblems } from '../../src/directory/problem/find-untold-problems.ts'
import { newIds } from '../../src/lib/new-ids.ts'
import { sendReminders } from '../../src/jobs/send-reminders.ts'
import { openQueue, type JobQueue } from '../../src/queue/open-queue.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { aChannel } from '../support/directory.ts'
import { jobContext, jobRun } from '../support/job-context.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import { takeVersion } from '../support/write-subject.ts'
import { withdrawAll } from '../support/withdraw-all.ts'
import { writeListing } from '../support/write-listing.ts'
import { writeVerification } from '../support/write-verification.ts'

const day = 24 * 60 * 60 * 1000
let test: TestDatabase
let client: pg.Client
let database: Database
let queue: JobQueue
let organisationId: string
const checked = new Date('2026-11-01T12:00:00Z')
const after = (days: number) => new Date(checked.getTime() + days * day)

beforeAll(async () => {
  test = await cloneDatabase()
  await bringToRelease(test.url)
  client = await connectOnce(test.url)
  database = openDatabase(test.url)
  queue = openQueue(test.url)
})
beforeEach(async () => {
  await client.query('DELETE FROM reminder')
  await client.query('DELETE FROM pgboss.job')
  await withdrawAll(client)
  organisationId = await anOrganisation(database, { contactEmail: 'contact@ngo.example.org' })
})
afterAll(async () => {
  await queue.close()
  await client.end()
  await database.close()
  await test.drop()
})

/** A support line of the organisation, checked on 1 November: due after 90 days, hidden after 180. */
const give = async (facts: Parameters<typeof writeListing>[1] = {}, isChecked = true, of = organisationId) => {
  const { id, slug } = await writeListing(client, facts)
  await client.query('BEGIN')
  const version = await takeVersion(client, 'listing', id, 'published')
  await client.query('UPDATE listing SET organisation_id = $2, directory_version = $3, imported_at = $4 WHERE id = $1', [id, of, version, checked])
  await client.query('COMMIT')
  if (isChecked) await writeVerification(client, id, checked.toISOString())
  return { id, slug }
}
const run = async (days: number) => {
  await client.query('DELETE FROM pgboss.job')
  const context = jobContext(database, { now: () => after(days), queue })
  await sendReminders.run(context, {}, jobRun())
  const { rows } = await client.query<{ data: { to: string; template: string; data: { organisation: string; due: { slug: string; day: string }[]; hidden: { slug: string; day: string }[] } } }>(
    "SELECT data FROM pgboss.job WHERE name = 'send-mail' ORDER BY data ->> 'to'",
  )
  return { lines: context.lines, mails: rows.map(({ data }) => ({ to: data.to, due: data.data.due.map((entry) => `${entry.day} ${entry.slug}`), hidden: data.data.hidden.map((entry) => `${entry.day} ${entry.slug}`) })) }
}

describe('an organisation', () => {
  it('hears two weeks before a check is due, and two weeks before the public sees it no more, once each', async () => {
    const { slug } = await give()
    expect((await run(75)).mails).toEqual([])
    expect((await run(76)).mails).toEqual([{ to: 'contact@ngo.example.org', due: [`2027-01-30 ${slug}`], hidden: [] }])
    for (const days of [77, 89, 91, 165]) expect((await run(days)).mails).toEqual([])
    expect((await run(166)).mails).toEqual([{ to: 'contact@ngo.example.org', due: [], hidden: [`2027-04-30 ${slug}`] }])
    for (const days of [167, 181, 400]) expect((await run(days)).mails).toEqual([])
  })

  it('hears anew for the next date after it was checked', async () => {
    const { id, slug } = await give()
    await run(80)
    await writeVerification(client, id, after(85).toISOString())
    expect((await run(90)).mails).toEqual([])
    expect((await run(165)).mails).toEqual([{ to: 'contact@ngo.example.org', due: [`2027-04-25 ${slug}`], hidden: [] }])
  })

  it('gets one mail for all its listings, at its contact address and those of its managers', async () => {
    const slugs = [(await give()).slug, (await give()).slug].toSorted()
    const manager = await aPerson(database, { roles: { [organisationId]: 'manager' } })
    await aPerson(database, { roles: { [organisationId]: 'editor' } })
    const gone = await aPerson(database, { roles: { [organisationId]: 'manager' } })
    await client.query('UPDATE editor SET removed_at = now() WHERE id = $1', [gone.id])
    const { rows } = await client.query<{ email: string }>('SELECT email FROM editor WHERE id = $1', [manager.id])
    const due = slugs.map((slug) => `2027-01-30 ${slug}`)
    expect((await run(80)).mails).toEqual([
      { to: 'contact@ngo.example.org', due, hidden: [] },
      { to: rows[0]?.email, due, hidden: [] },
    ])
  })

  it('that nobody can be told for hears when there is somebody', async () => {
    const silent = await anOrganisation(database)
    const { slug } = await give({}, true, silent)
    expect((await run(80)).mails).toEqual([])
    await client.query("UPDATE organisation SET contact_email = 'new@ngo.example.org' WHERE id = $1", [silent])
    expect((await run(82)).mails).toEqual([{ to: 'new@ngo.example.org', due: [`2027-01-30 ${slug}`], hidden: [] }])
  })

  it('hears that what nobody ever checked will be hidden, a year after its import', async () => {
    const { slug } = await give({}, false)
    expect((await run(350)).mails).toEqual([])
    expect((await run(352)).mails).toEqual([{ to: 'contact@ngo.example.org', due: [], hidden: [`2027-11-01 ${slug}`] }])
  })

  it.each([
    ['a worldwide service', { worldwide: true }],
    ['an emergency number', { kind: 'emergency_service' as const, audiences: [], channels: [aChannel({ value: '112', generalEmergency: true })] }],
  ])('hears of %s that a check is due, and never that it is hidden', async (_what, facts) => {
    const { slug } = await give(facts)
    expect((await run(80)).mails).toEqual([{ to: 'contact@ngo.example.org', due: [`2027-01-30 ${slug}`], hidden: [] }])
    expect((await run(170)).mails).toEqual([])
  })

  it('hears nothing of what is suspended', async () => {
    const { id } = await give()
    await client.query('BEGIN')
    const version = await takeVersion(client, 'listing', id, 'withdrawn')
    await client.query("UPDATE listing SET state = 'suspended', directory_version = $2 WHERE id = $1", [id, version])
    await client.query('COMMIT')
    expect((await run(80)).mails).toEqual([])
  })
})

describe('a problem of which an organisation has not heard', () => {
  const problem = async (listingId: string, facts: { kind?: 'closed' | 'dead_link'; source?: 'public' | 'machine'; urgentAt?: Date | null; toldAt?: Date | null; detail?: string; state?: 'open' | 'dismissed' }) => {
    const id = newIds(after(0), 1)[0] ?? ''
    const closed = facts.state === 'dismissed' ? { closedAt: after(0), closedBy: 'editor:x', reason: 'No.' } : {}
    await database.prisma.problem.create({ data: { id, listingId, kind: 'closed', source: 'public', count: 3, firstAt: after(0), lastAt: after(0), urgentAt: after(0), ...facts, ...closed } })
    return id
  }
  const told = async (days: number, of = 'contact@ngo.example.org') => {
    await client.query('DELETE FROM pgboss.job')
    await sendReminders.run(jobContext(database, { now: () => after(days), queue }), {}, jobRun())
    const { rows } = await client.query<{ data: { template: string; data: object } }>("SELECT data FROM pgboss.job WHERE data ->> 'to' = $1", [of])
    return rows.map(({ data }) => data)
  }
  beforeEach(() => client.query('DELETE FROM problem'))

  it('is told of in the morning when it is urgent, once', async () => {
    const { id, slug } = await give()
    await problem(id, {})
    expect(await told(1)).toEqual([{ to: 'contact@ngo.example.org', template: 'problem_urgent', data: { listing: 'A line', slug, kind: 'closed', count: 3 } }])
    expect(await told(2)).toEqual([])
  })

  it('and another one of the same listing are told of on two mornings', async () => {
    const { id } = await give()
    await problem(id, {})
    await problem(id, { kind: 'dead_link', source: 'machine', detail: 'https://a.example.org/ answers with an error (404)', urgentAt: null })
    expect(await told(1)).toMatchObject([{ template: 'problem_urgent' }])
    expect(await told(2)).toMatchObject([{ template: 'links_dead', data: { links: ['https://a.example.org/ answers with an error (404)'] } }])
    expect(await told(3)).toEqual([])
  })

  it('because there was nobody to tell is told of when there is somebody, and waits in nobody’s way until then', async () => {
    const silent = await anOrganisation(database)
    const { id } = await give({}, true, silent)
    await problem(id, {})
    expect(await findUntoldProblems(database)).toEqual([])
    await client.query("UPDATE organisation SET contact_email = 'late@ngo.example.org' WHERE id = $1", [silent])
    expect(await told(5, 'late@ngo.example.org')).toMatchObject([{ template: 'problem_urgent' }])
  })

  it('that became urgent after it was told of is told of again', async () => {
    const { id } = await give()
    await problem(id, { kind: 'dead_link', source: 'machine', detail: 'x', urgentAt: after(3), toldAt: after(2) })
    expect(await told(4)).toMatchObject([{ template: 'links_dead' }])
    expect(await told(5)).toEqual([])
  })

  it.each([
    ['not urgent', { urgentAt: null }],
    ['closed', { state: 'dismissed' as const }],
    ['told of', { toldAt: after(0) }],
  ])('is not told of when it is %s', async (_what, facts) => {
    const { id } = await give()
    await problem(id, facts)
    expect(await told(5)).toEqual([])
  })
})

it('two runs at once send each mail once, and the log names nobody', async () => {
  await give()
  const contexts = [jobContext(database, { now: () => after(80), queue }), jobContext(database, { now: () => after(80), queue })]
  await Promise.allSettled(contexts.map((context) => sendReminders.run(context, {}, jobRun())))
  expect((await client.query("SELECT FROM pgboss.job WHERE name = 'send-mail' AND data ->> 'to' = 'contact@ngo.example.org'")).rowCount).toBe(1)
  expect(JSON.stringify(contexts.map(({ lines }) => lines))).not.toMatch(/example\.org/)
})
