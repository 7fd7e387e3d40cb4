import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openEditing, type Editing } from '../../support/editing.ts'
import { anOrganisation, aPerson, type Person } from '../../support/people.ts'
import { aClaim, aListingOfNobody, aPublishedOrganisation } from '../../support/problems-and-claims.ts'
import { aLivingAfter } from '../../support/a-living-after.ts'

let editing: Editing
let curator: Person
beforeAll(async () => {
  editing = await openEditing()
  curator = await aPerson(editing.database, { platformRole: 'curator' })
})
beforeEach(() => void editing.asked.splice(0))
afterAll(() => editing.close())

const answer = (id: string, verb: 'accept' | 'dismiss', body: object = {}, { as = curator, ifMatch = '"0"' } = {}) =>
  editing.as(as.principal, 'POST', `/v1/console/claims/${id}/${verb}`, { body: verb === 'dismiss' ? { reason: 'Somebody else.', ...body } : body, ifMatch })
const version = async () => (await editing.database.prisma.directoryHead.findFirstOrThrow()).version
const audit = (subjectId: string) => editing.database.prisma.auditEvent.findMany({ where: { subjectId } })

describe('“this is us” of an organisation, accepted', () => {
  it('invites whoever proved it as a manager, and tells nobody else; the link is nowhere but in the mail', async () => {
    const { organisationId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { organisationId }, 'this_is_us')
    editing.asked.splice(0)
    const accepted = await answer(id, 'accept')
    expect(accepted.json()).toMatchObject({ state: 'accepted', organisation: { id: organisationId }, closedBy: { id: `editor:${curator.id}` }, abilities: [] })
    expect(editing.asked).toMatchObject([{ name: 'send-mail', payload: { to: 'office@ngo.example.org', template: 'invitation', data: { role: 'manager' } } }])
    const [invitation] = await editing.database.prisma.invitation.findMany({ where: { organisationId } })
    expect(invitation).toMatchObject({ role: 'manager', email: 'office@ngo.example.org', acceptedAt: null })
    const [mail] = editing.asked
    const { token } = z.object({ data: z.object({ token: z.string() }) }).parse(mail?.payload).data
    expect(JSON.stringify([invitation, await audit(id), accepted.body])).not.toContain(token)
    expect(await audit(id)).toMatchObject([{ action: 'claim.accept', organisationId, after: { state: 'accepted', organisation: organisationId } }])
  })

  it('makes an organisation for a listing of nobody, which the public sees with it in one directory version', async () => {
    const listingId = await aListingOfNobody(editing)
    const id = await aClaim(editing.database, { listingId }, 'this_is_us')
    const before = await version()
    expect((await answer(id, 'accept', { organisationName: 'The Line' })).statusCode).toBe(200)
    expect(await version()).toBe(before + 1n)
    const listing = await editing.database.prisma.listing.findUniqueOrThrow({ where: { id: listingId }, include: { organisation: true } })
    expect(listing).toMatchObject({ state: 'published', organisation: { name: 'The Line', country: 'FI' } })
    expect(await editing.database.prisma.invitation.findMany({ where: { organisationId: listing.organisationId } })).toHaveLength(1)
  })

  it('with a name that is taken, changes nothing', async () => {
    const listingId = await aListingOfNobody(editing)
    await anOrganisation(editing.database, { name: 'Taken' })
    const id = await aClaim(editing.database, { listingId }, 'this_is_us')
    const refused = await answer(id, 'accept', { organisationName: 'Taken' })
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'already_exists'])
    expect(await editing.database.prisma.claim.findUnique({ where: { id } })).toMatchObject({ state: 'confirmed' })
  })

  it('about a listing that got an organisation meanwhile, is refused', async () => {
    const { listingId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { listingId }, 'this_is_us')
    expect((await answer(id, 'accept')).json()).toMatchObject({ code: 'wrong_state' })
  })
})

describe('“remove us”, accepted', () => {
  it('retires all their listings, those that are public in one directory version, and forgets their address', async () => {
    const { organisationId, listingId } = await aPublishedOrganisation(editing, { contactEmail: 'contact@ngo.example.org' })
    const more = await Promise.all([aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish'), aLivingAfter(editing, 'listing', 'submit'), aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish', 'suspend')])
    await editing.database.prisma.$transaction(async (transaction) => {
      const { version: next } = await transaction.directoryHead.update({ where: { id: 1 }, data: { version: { increment: 1 } } })
      const [shown, ...others] = more.map(({ id }) => id)
      await transaction.directoryChange.create({ data: { version: next, subject: 'listing', subjectId: shown ?? '', action: 'published', at: new Date() } })
      await transaction.listing.update({ where: { id: shown ?? '' }, data: { organisationId, directoryVersion: next } })
      await transaction.listing.updateMany({ where: { id: { in: others } }, data: { organisationId } })
    })
    const id = await aClaim(editing.database, { organisationId }, 'remove_us')
    const before = await version()
    editing.asked.splice(0)
    expect((await answer(id, 'accept', { reason: 'They asked.' })).statusCode).toBe(200)
    expect(await version()).toBe(before + 1n)
    const listings = await editing.database.prisma.listing.findMany({ where: { organisationId } })
    expect(listings.map(({ state }) => state)).toEqual(['retired', 'retired', 'retired', 'retired'])
    expect(await editing.database.prisma.directoryChange.findMany({ where: { version: before + 1n }, orderBy: { subjectId: 'asc' } })).toMatchObject(
      [listingId, more[0]?.id].toSorted().map((subjectId) => ({ subjectId, action: 'withdrawn' })),
    )
    expect(await editing.database.prisma.review.count({ where: { listing: { organisationId }, state: { in: ['open', 'approved'] } } })).toBe(0)
    expect(await editing.database.prisma.organisation.findUnique({ where: { id: organisationId } })).toMatchObject({ contactEmail: null })
    expect(editing.asked).toMatchObject([{ payload: { to: 'office@ngo.example.org', template: 'claim_answer', data: { wish: 'remove_us', accepted: true } } }])
    const [event] = await audit(id)
    expect(event).toMatchObject({ action: 'claim.accept', reason: 'They asked.', after: { retired: 4, withdrawn: 2 } })
    expect(JSON.stringify(event)).not.toContain('ngo.example.org')
  })

  it('of a listing of nobody, retires that one', async () => {
    const listingId = await aListingOfNobody(editing)
    const id = await aClaim(editing.database, { listingId }, 'remove_us')
    expect((await answer(id, 'accept')).statusCode).toBe(200)
    expect(await editing.database.prisma.listing.findUnique({ where: { id: listingId } })).toMatchObject({ state: 'retired' })
  })
})

describe('a claim about an organisation that got a manager meanwhile', () => {
  it.each(['this_is_us', 'remove_us'] as const)('for “%s” is refused, and changes nothing', async (wish) => {
    const { organisationId, listingId } = await aPublishedOrganisation(editing, { contactEmail: 'contact@ngo.example.org' })
    const id = await aClaim(editing.database, { organisationId }, wish)
    await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    editing.asked.splice(0)
    expect((await answer(id, 'accept')).json()).toMatchObject({ code: 'wrong_state' })
    expect(editing.asked).toEqual([])
    const { claims } = (await editing.as(curator.principal, 'GET', '/v1/console/claims')).json<{ claims: { id: string; abilities: string[] }[] }>()
    expect(claims.find((claim) => claim.id === id)?.abilities).toEqual(['claim.dismiss'])
    expect(await editing.database.prisma.listing.findUnique({ where: { id: listingId } })).toMatchObject({ state: 'published' })
    expect((await answer(id, 'dismiss')).statusCode).toBe(200)
  })
})

describe('“remove us” of a listing that got an organisation meanwhile', () => {
  it('is refused, and nobody is told that it is done', async () => {
    const { listingId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { listingId }, 'remove_us')
    editing.asked.splice(0)
    expect((await answer(id, 'accept')).json()).toMatchObject({ code: 'wrong_state' })
    expect(editing.asked).toEqual([])
    expect(await editing.database.prisma.listing.findUnique({ where: { id: listingId } })).toMatchObject({ state: 'published' })
    expect((await answer(id, 'dismiss')).statusCode).toBe(200)
  })
})

describe('a claim', () => {
  it('that is dismissed changes nothing, and who asked hears so without the reason', async () => {
    const { organisationId, listingId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { organisationId }, 'remove_us')
    editing.asked.splice(0)
    expect((await answer(id, 'dismiss', { reason: 'Not theirs.' })).json()).toMatchObject({ state: 'dismissed', reason: 'Not theirs.' })
    expect(editing.asked).toMatchObject([{ payload: { template: 'claim_answer', data: { accepted: false } } }])
    expect(JSON.stringify(editing.asked)).not.toContain('Not theirs')
    expect(await editing.database.prisma.listing.findUnique({ where: { id: listingId } })).toMatchObject({ state: 'published' })
  })

  it('is answered once, also when two curators answer at once', async () => {
    const { organisationId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { organisationId }, 'this_is_us')
    const answers = await Promise.all([answer(id, 'accept'), answer(id, 'dismiss'), answer(id, 'accept')])
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(await audit(id)).toHaveLength(1)
  })

  it('that was not confirmed is not in the queue, and is not answered', async () => {
    const { organisationId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { organisationId }, 'this_is_us', 'sent')
    expect((await answer(id, 'accept')).json()).toMatchObject({ code: 'wrong_state' })
    const list = await editing.as(curator.principal, 'GET', '/v1/console/claims?limit=100')
    expect(list.json<{ claims: { id: string }[] }>().claims.map((claim) => claim.id)).not.toContain(id)
  })

  it('is for curators: managers of any organisation hear of none', async () => {
    const { organisationId } = await aPublishedOrganisation(editing)
    const id = await aClaim(editing.database, { organisationId }, 'this_is_us')
    const manager = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    expect((await answer(id, 'accept', {}, { as: manager })).statusCode).toBe(404)
    expect((await editing.as(manager.principal, 'GET', '/v1/console/claims')).statusCode).toBe(404)
    expect((await answer(id, 'accept', {}, { ifMatch: '"7"' })).statusCode).toBe(412)
  })

  it('is listed with those that wait longest first, page by page', async () => {
    const { claims, nextCursor } = (await editing.as(curator.principal, 'GET', '/v1/console/claims?limit=1')).json<{ claims: { id: string; abilities: string[] }[]; nextCursor: string | null }>()
    expect(claims).toHaveLength(1)
    expect(claims[0]?.abilities).toContain('claim.dismiss')
    const next = await editing.as(curator.principal, 'GET', `/v1/console/claims?limit=1&cursor=${nextCursor}`)
    expect(next.json<{ claims: { id: string }[] }>().claims[0]?.id).not.toBe(claims[0]?.id)
  })
})
