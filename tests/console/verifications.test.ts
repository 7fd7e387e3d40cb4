import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { answersOf } from '../support/answers.ts'
import { aLivingAfter } from '../support/a-living-after.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aKey, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

const day = 24 * 60 * 60 * 1000

let editing: Editing
let published: Published
beforeAll(async () => {
  editing = await openEditing()
  published = openPublished(editing.test.url)
})
afterAll(async () => {
  await published.close()
  await editing.close()
})

type Facts = { method?: 'dialled' | 'official_page' | 'provider_confirmed'; checkedAt?: string; revision?: number; evidence?: string; checklist?: object }

const check = (facts: Facts = {}) => ({
  method: 'dialled',
  checkedAt: editing.clock.now.toISOString(),
  revision: 1,
  evidence: 'Called at noon; a person answered.',
  checklist: answersOf(facts.method ?? 'dialled'),
  ...facts,
})

const record = (who: Person, id: string, facts: Facts = {}) =>
  editing.as(who.principal, 'POST', `/v1/console/listings/${id}/verifications`, { body: check(facts) })

const publish = () => aLivingAfter(editing, 'listing', 'submit', 'approve', 'publish')

const auditCount = () => editing.database.prisma.auditEvent.count()

async function seenByLookup(id: string) {
  const { listings } = await published.readDirectory()
  return listings.find((listing) => listing.id === id) ?? null
}

describe('201', () => {
  it('verifies the listing for the public from the time of the check, with a directory version of its own', async () => {
    const { id, author, organisationId } = await publish()
    const before = await published.readDirectory()
    const checkedAt = new Date(editing.clock.now.getTime() - day)
    const response = await record(author, id, { checkedAt: checkedAt.toISOString() })
    expect(response.statusCode, response.body).toBe(201)
    expect(response.json()).toMatchObject({
      verification: { method: 'dialled', revision: 1, checkedBy: { id: `editor:${author.id}`, name: author.name }, checklist: answersOf('dialled') },
      trust: { status: 'verified', served: true, verifiedAt: checkedAt.toISOString(), nextDue: new Date(checkedAt.getTime() + 90 * day).toISOString() },
    })
    expect((await published.readDirectory()).version).toBe(before.version + 1)
    expect((await seenByLookup(id))?.verifiedAt).toEqual(checkedAt)
    const audit = await editing.database.prisma.auditEvent.findMany({ where: { action: 'listing.verify', subjectId: id } })
    expect(audit).toMatchObject([{ actor: `editor:${author.id}`, organisationId, after: { method: 'dialled', revision: 1 } }])
  })

  it('takes two checks of one minute, and lists the last first', async () => {
    const { id, author, reviewer } = await publish()
    await record(author, id, { evidence: 'One.' })
    await record(reviewer, id, { method: 'official_page', evidence: 'https://www.example.org/' })
    await record(author, id, { checkedAt: new Date(editing.clock.now.getTime() - 2 * day).toISOString(), evidence: 'Earlier.' })
    const all: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await editing.as(author.principal, 'GET', `/v1/console/listings/${id}/verifications?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(page.statusCode, page.body).toBe(200)
      const { verifications, nextCursor } = page.json<{ verifications: { evidence: string }[]; nextCursor: string | null }>()
      all.push(...verifications.map(({ evidence }) => evidence))
      cursor = nextCursor
    }
    expect(all).toHaveLength(3)
    expect(new Set(all.slice(0, 2))).toEqual(new Set(['One.', 'https://www.example.org/']))
    expect(all[2]).toBe('Earlier.')
  })

  it('counts for a listing that is suspended, which the public sees verified when it comes back, and takes no directory version', async () => {
    const { id, tag, reviewer } = await publish()
    const stopped = await editing.as(reviewer.principal, 'POST', `/v1/console/listings/${id}/suspend`, { body: { reason: 'A doubt.' }, ifMatch: `"${tag}"` })
    const before = await published.readDirectory()
    const response = await record(reviewer, id)
    expect([response.statusCode, response.json().trust]).toEqual([201, null])
    expect((await published.readDirectory()).version).toBe(before.version)
    await editing.as(reviewer.principal, 'POST', `/v1/console/listings/${id}/resume`, { body: { reason: 'It works.' }, ifMatch: String(stopped.headers['etag']) })
    expect((await seenByLookup(id))?.verifiedAt).toEqual(editing.clock.now)
  })
})

describe('a contact that nobody checked', () => {
  it('makes the listing unverified when it is published, and the old check counts again when the old contacts return', async () => {
    const { id, author, reviewer, organisationId } = await publish()
    await record(author, id)
    const other = await editing.as(reviewer.principal, 'GET', `/v1/console/listings/${id}`)
    let tag = String(other.headers['etag'])
    const step = async (who: Person, verb: string, body: object) => {
      const response = await editing.as(who.principal, 'POST', `/v1/console/listings/${id}/${verb}`, { body, ifMatch: tag })
      expect(response.statusCode, `${verb}: ${response.body}`).toBeLessThan(300)
      tag = String(response.headers['etag'])
      return response.json<{ review: { approvalsNeeded: number } | null }>()
    }
    const second = await aPerson(editing.database, { roles: { [organisationId]: 'reviewer' } })
    const publishContent = async (content: object) => {
      await step(author, 'revisions', { content, note: 'Contacts.' })
      const { review } = await step(author, 'submit', {})
      await step(reviewer, 'approve', {})
      if (review?.approvalsNeeded === 2) await step(second, 'approve', {})
      await step(reviewer, 'publish', {})
    }
    const { channels } = editableListing()
    const [phone] = channels
    if (phone === undefined) throw new Error('No channel.')

    await publishContent(editableListing({ channels: [phone, { ...phone, value: '116123' }] }))
    expect((await seenByLookup(id))?.verifiedAt).toBeNull()
    const stale = await record(author, id, { revision: 1 })
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'wrong_state'])

    await publishContent(editableListing({ topics: ['bullying'] }))
    expect((await seenByLookup(id))?.verifiedAt).toEqual(editing.clock.now)
    expect((await record(author, id, { revision: 3 })).statusCode).toBe(201)
  })
})

describe('400', () => {
  it.each([
    ['a check of tomorrow', { checkedAt: '2026-03-10T12:00:00.001Z' }, '/checkedAt'],
    ['a check of long ago', { checkedAt: '2026-02-08T11:59:59.999Z' }, '/checkedAt'],
    ['a question without an answer', { checklist: { answered: true } }, '/checklist/rightService'],
    ['an answer to a question of another method', { checklist: { ...answersOf('dialled'), officialSite: true } }, '/checklist/officialSite'],
    ['a question that nobody asks', { checklist: { ...answersOf('dialled'), nice: true } }, '/checklist'],
    ['an answer that is neither', { checklist: { ...answersOf('dialled'), answered: 'yes' } }, '/checklist/answered'],
    ['no evidence', { evidence: '' }, '/evidence'],
    ['evidence with a control character', { evidence: 'a\u0000b' }, '/evidence'],
  ] satisfies [string, Facts, string][])('answers %s, names its place and leaves nothing', async (_name, facts, pointer) => {
    const { id, author } = await publish()
    const before = await auditCount()
    const response = await record(author, id, facts)
    expect([response.statusCode, response.json().code]).toEqual([400, 'invalid_body'])
    expect(response.json().errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer)
    expect(await auditCount()).toBe(before)
  })

  it('leaves a check of exactly thirty days ago, and of this instant', async () => {
    const { id, author } = await publish()
    for (const checkedAt of ['2026-02-08T12:00:00.000Z', '2026-03-10T14:00:00+02:00']) expect((await record(author, id, { checkedAt })).statusCode).toBe(201)
  })
})

describe('422', () => {
  it('answers what was found wrong, says what to do, and verifies nothing', async () => {
    const { id, author, reviewer } = await publish()
    const before = await auditCount()
    const response = await record(reviewer, id, { checklist: answersOf('dialled', ['answered', 'hoursMatch']) })
    expect([response.statusCode, response.json().code]).toEqual([422, 'not_verified'])
    expect(response.json().errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(['/checklist/answered', '/checklist/hoursMatch'])
    expect(response.json().suggested).toEqual(['listing.revise', 'listing.suspend'])
    expect((await record(author, id, { checklist: answersOf('dialled', ['answered']) })).json().suggested).toEqual(['listing.revise'])
    expect(await auditCount()).toBe(before)
    expect((await seenByLookup(id))?.verifiedAt).toBeNull()
  })
})

describe('403, 404 and 409', () => {
  it('answer those who may not, what is not theirs, and what nobody can see', async () => {
    const draft = await aLivingAfter(editing, 'listing')
    const listing = await publish()
    expect((await record(draft.author, listing.id)).statusCode).toBe(404)
    expect((await editing.as(draft.author.principal, 'GET', `/v1/console/listings/${listing.id}/verifications`)).statusCode).toBe(404)
    const key = await aKey(editing.database, { ownerId: listing.author.id, organisationId: listing.organisationId })
    const byMachine = await editing.as(key, 'POST', `/v1/console/listings/${listing.id}/verifications`, { body: check() })
    expect([byMachine.statusCode, byMachine.json().code]).toEqual([403, 'not_allowed'])
    const unseen = await record(draft.author, draft.id)
    expect([unseen.statusCode, unseen.json().code]).toEqual([409, 'wrong_state'])
    const seen = await editing.as(draft.author.principal, 'GET', `/v1/console/listings/${draft.id}`)
    expect(seen.json().abilities).not.toContain('listing.verify')
  })
})
