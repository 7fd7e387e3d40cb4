import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findReminders } from '../../src/directory/reminder/find-reminders.ts'
import { aLivingAfter } from '../support/a-living-after.ts'
import { settings } from '../support/directory.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let curator: Person
beforeAll(async () => {
  editing = await openEditing()
  curator = await aPerson(editing.database, { platformRole: 'curator' })
})
afterAll(() => editing.close())

const assign = (id: string, tag: string, organisationId: string | null) =>
  editing.as(curator.principal, 'POST', `/v1/console/listings/${id}/assign`, { body: { organisationId, reason: 'They run it.' }, ifMatch: `"${tag}"` })

const publicly = async (id: string) => {
  const rows = await editing.database.prisma.$queryRaw<{ organisation: string | null; version: bigint }[]>`
    SELECT "organisation_id"::text AS "organisation", "directory_version" AS "version" FROM "published_listing" WHERE "id" = ${id}::uuid`
  return rows[0]
}

describe('a listing', () => {
  it('is edited by those who got it, and not by those who had it, from the next request on', async () => {
    const { id, tag, author } = await aLivingAfter(editing, 'listing')
    const organisationId = await anOrganisation(editing.database)
    const { principal } = await aPerson(editing.database, { roles: { [organisationId]: 'editor' } })
    const response = await assign(id, tag, organisationId)
    expect([response.statusCode, response.json().organisationId]).toEqual([200, organisationId])
    expect((await editing.as(author.principal, 'GET', `/v1/console/listings/${id}`)).statusCode).toBe(404)
    expect((await editing.as(principal, 'GET', `/v1/console/listings/${id}`)).json().abilities).toContain('listing.revise')
  })

  it('that is public shows who runs it at the next directory version', async () => {
    const { id, tag } = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
    const organisationId = await anOrganisation(editing.database)
    const before = await publicly(id)
    await assign(id, tag, organisationId)
    expect(await publicly(id)).toEqual({ organisation: organisationId, version: (before?.version ?? 0n) + 1n })
  })

  it('of an unknown operator is given to one, and taken back', async () => {
    const { id, tag, organisationId } = await aLivingAfter(editing, 'listing')
    const taken = await assign(id, tag, null)
    expect(taken.json().organisationId).toBeNull()
    const again = await assign(id, String(taken.headers['etag']).slice(1, -1), organisationId)
    expect(again.json().organisationId).toBe(organisationId)
    const audit = await editing.database.prisma.auditEvent.findMany({ where: { subjectId: id, action: 'listing.assign' }, orderBy: { id: 'asc' } })
    expect(audit.map((row) => [row.organisationId, row.reason])).toEqual([
      [organisationId, 'They run it.'],
      [organisationId, 'They run it.'],
    ])
  })
})

describe('those who get a listing', () => {
  it('hear of a check and of an open problem of which only those who had it were told', async () => {
    const { id, tag } = await aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')
    const { prisma } = editing.database
    const now = new Date('2026-11-20T12:00:00Z')
    const soon = { ...settings, unverifiedDays: 14 }
    const { publishedAt } = await prisma.listing.findUniqueOrThrow({ where: { id }, select: { publishedAt: true } })
    const due = new Date((publishedAt ?? now).getTime() + 14 * 24 * 60 * 60 * 1000)
    await prisma.reminder.create({ data: { listingId: id, stage: 'before_hidden', due, at: now } })
    const problem = await prisma.problem.create({
      data: { id: '00000000-0000-7000-8000-0000000000d1', listingId: id, kind: 'closed', source: 'public', firstAt: now, lastAt: now, urgentAt: now, toldAt: now, count: 3 },
    })
    const remindedOf = async () =>
      (await findReminders(editing.database, soon, publishedAt ?? now)).flatMap(({ organisationId, reminders }) =>
        reminders.filter(({ listingId }) => listingId === id).map(({ stage }) => ({ organisationId, stage })),
      )
    expect(await remindedOf()).toEqual([])
    const organisationId = await anOrganisation(editing.database)
    await assign(id, tag, organisationId)
    expect(await remindedOf()).toEqual([{ organisationId, stage: 'before_hidden' }])
    expect(await prisma.problem.findUnique({ where: { id: problem.id } })).toMatchObject({ toldAt: null, state: 'open', count: 3 })
  })
})

describe('400 and 409', () => {
  it('answer an organisation that is not there, and one that has it already', async () => {
    const { id, tag, organisationId } = await aLivingAfter(editing, 'listing')
    const unknown = await assign(id, tag, '0199d4a2-6f00-7000-8000-000000000001')
    expect([unknown.statusCode, unknown.json().errors[0].pointer]).toEqual([400, '/organisationId'])
    expect((await assign(id, tag, organisationId)).json().code).toBe('wrong_state')
  })
})
