import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let organisationId: string
let author: Person
let reviewer: Person

beforeAll(async () => {
  editing = await openEditing()
  organisationId = await anOrganisation(editing.database, { url: 'https://www.example.org/' })
  author = await aPerson(editing.database, { roles: { [organisationId]: 'editor' } })
  reviewer = await aPerson(editing.database, { roles: { [organisationId]: 'reviewer' } })
})
afterAll(() => editing.close())

const post = (who: Person, url: string, body: unknown, ifMatch?: string) =>
  editing.as(who.principal, 'POST', url, { body, ...(ifMatch === undefined ? {} : { ifMatch }) })

async function aDraft(facts: Parameters<typeof editableListing>[0] = {}) {
  const response = await post(author, '/v1/console/listings', { organisationId, content: editableListing(facts), note: 'New.' })
  expect(response.statusCode, response.body).toBe(201)
  return { id: response.json().id as string, tag: String(response.headers['etag']) }
}

/** Does one step after the other, each with the tag that the last one gave. */
async function walk({ id, tag }: { id: string; tag: string }, ...steps: (readonly [Person, string, object])[]) {
  let last = { id, tag }
  for (const [who, verb, body] of steps) {
    const response = await post(who, `/v1/console/listings/${id}/${verb}`, body, last.tag)
    expect(response.statusCode, `${verb}: ${response.body}`).toBeLessThan(300)
    last = { id, tag: String(response.headers['etag']) }
  }
  return last
}

const publicly = async (id: string) => {
  const rows = await editing.database.prisma.$queryRaw<{ revision: number }[]>`SELECT "revision" FROM "published_listing" WHERE "id" = ${id}::uuid`
  return rows[0]?.revision ?? null
}

const published = () => aDraft().then((draft) => walk(draft, [author, 'submit', {}], [reviewer, 'approve', {}], [reviewer, 'publish', {}]))

describe('a listing', () => {
  it('becomes public only after another person approved it', async () => {
    const draft = await aDraft()
    expect(await publicly(draft.id)).toBeNull()
    const submitted = await walk(draft, [author, 'submit', {}])
    expect(await publicly(draft.id)).toBeNull()
    const approved = await walk(submitted, [reviewer, 'approve', {}])
    expect(await publicly(draft.id)).toBeNull()
    await walk(approved, [reviewer, 'publish', {}])
    expect(await publicly(draft.id)).toBe(1)
  })

  it('stays as it is for the public while its next revision is written and reviewed', async () => {
    const first = await published()
    const second = await walk(first, [author, 'revisions', { content: editableListing({ topics: ['bullying'] }), note: 'More.' }], [author, 'submit', {}])
    expect(await publicly(first.id)).toBe(1)
    await walk(second, [reviewer, 'approve', {}], [reviewer, 'publish', {}])
    expect(await publicly(first.id)).toBe(2)
  })

  it('is gone from the public in one step of one reviewer, whatever happened meanwhile, and comes back as it was', async () => {
    const listing = await published()
    const stopped = await post(reviewer, `/v1/console/listings/${listing.id}/suspend`, { reason: 'Nobody answers.' })
    expect(stopped.statusCode).toBe(200)
    expect(await publicly(listing.id)).toBeNull()
    await walk({ id: listing.id, tag: String(stopped.headers['etag']) }, [reviewer, 'resume', { reason: 'They answer again.' }])
    expect(await publicly(listing.id)).toBe(1)
  })

  it('takes back an older content as a new revision, and keeps its history', async () => {
    const first = await published()
    const restored = await walk(
      first,
      [author, 'revisions', { content: editableListing({ topics: ['bullying'] }), note: 'Wrong.' }],
      [author, 'restore', { number: 1, note: 'As before.' }],
    )
    const history = await editing.as(author.principal, 'GET', `/v1/console/listings/${restored.id}/revisions`)
    expect(history.json().revisions.map(({ number, note }: { number: number; note: string }) => [number, note])).toEqual([
      [3, 'As before.'],
      [2, 'Wrong.'],
      [1, 'New.'],
    ])
    const revision = await editing.as(author.principal, 'GET', `/v1/console/listings/${restored.id}/revisions/3?since=2`)
    expect(revision.json().changes).toContainEqual({ pointer: '/topics/0', before: 'bullying' })
  })
})

describe('409, 412 and 428', () => {
  it('answer whoever edits what somebody else has changed, with both versions and what differs', async () => {
    const draft = await aDraft()
    const content = editableListing({ topics: ['bullying'] })
    await walk(draft, [author, 'revisions', { content, note: 'The first to save.' }])
    const late = await post(author, `/v1/console/listings/${draft.id}/revisions`, { content: editableListing(), note: 'Late.' }, draft.tag)
    expect(late.statusCode).toBe(412)
    expect(late.json()).toMatchObject({
      code: 'changed_meanwhile',
      seen: { revision: 1 },
      current: { revision: 2, note: 'The first to save.' },
      changes: expect.arrayContaining([{ pointer: '/topics/0', after: 'bullying' }]),
    })
  })

  it('answer a change without the version that was seen', async () => {
    const draft = await aDraft()
    for (const ifMatch of [undefined, '*', '1.0']) {
      const response = await editing.as(author.principal, 'POST', `/v1/console/listings/${draft.id}/submit`, { body: {}, ...(ifMatch === undefined ? {} : { ifMatch }) })
      expect([ifMatch, response.statusCode, response.json().code]).toEqual([ifMatch, 428, 'tag_required'])
      expect(response.json().detail).toContain('with its quotation marks, such as "3.1"')
      expect(response.json().detail.startsWith('What was sent as If-Match is no ETag.')).toBe(ifMatch !== undefined)
    }
  })

  it('answer an approval of what was revised since', async () => {
    const draft = await aDraft()
    const submitted = await walk(draft, [author, 'submit', {}])
    const revised = await walk(submitted, [author, 'revisions', { content: editableListing(), note: 'Better.' }])
    const stale = await post(reviewer, `/v1/console/listings/${draft.id}/approve`, {}, submitted.tag)
    expect(stale.statusCode).toBe(412)
    const fresh = await post(reviewer, `/v1/console/listings/${draft.id}/approve`, {}, revised.tag)
    expect([fresh.statusCode, fresh.json().code]).toEqual([409, 'wrong_state'])
  })
})

describe('four eyes', () => {
  it('keep the author from approving, whatever their role, and the answer does not offer it', async () => {
    const both = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    const created = await post(both, '/v1/console/listings', { organisationId, content: editableListing(), note: 'Mine.' })
    const submitted = await walk({ id: created.json().id, tag: String(created.headers['etag']) }, [both, 'submit', {}])
    const own = await post(both, `/v1/console/listings/${submitted.id}/approve`, {}, submitted.tag)
    expect([own.statusCode, own.json().code]).toEqual([403, 'not_allowed'])
    const seen = await editing.as(both.principal, 'GET', `/v1/console/listings/${submitted.id}`)
    expect(seen.json().abilities).not.toContain('listing.approve')
    expect(seen.json().fourEyes).toBe(true)
  })

  it('need two people where a new listing is one digit from a number of another, as that is dialled in its own country', async () => {
    const { channels } = editableListing()
    const giving = (value: string) => channels.map((channel) => ({ ...channel, value, display: null, reachableFrom: value.startsWith('+') ? ('anywhere' as const) : ('in_country' as const) }))
    const known = await aDraft({ countries: ['FI'], channels: giving('0800198765') })
    await walk(known, [author, 'submit', {}], [reviewer, 'approve', {}], [reviewer, 'publish', {}])
    const submitted = await walk(await aDraft({ countries: ['SE', 'FI'], channels: giving('+358800198764') }), [author, 'submit', {}])
    const seen = await editing.as(reviewer.principal, 'GET', `/v1/console/listings/${submitted.id}`)
    expect(seen.json().review).toMatchObject({ approvalsNeeded: 2, concerns: [{ pointer: '/channels/0/value', code: 'one_digit_from_known' }] })
  })

  it('need two people where the contact of a live listing changed in a suspicious way', async () => {
    const listing = await published()
    const { channels } = editableListing()
    const content = editableListing({ channels: channels.map((channel) => ({ ...channel, value: '116112' })) })
    const submitted = await walk(listing, [author, 'revisions', { content, note: 'Another number.' }], [author, 'submit', {}])
    const seen = await editing.as(reviewer.principal, 'GET', `/v1/console/listings/${listing.id}`)
    expect(seen.json().review).toMatchObject({ approvalsNeeded: 2, concerns: [{ pointer: '/channels/0/value', code: 'one_digit_from_known' }] })
    const once = await walk(submitted, [reviewer, 'approve', {}])
    expect((await post(reviewer, `/v1/console/listings/${listing.id}/publish`, {}, once.tag)).statusCode).toBe(409)
    expect((await post(reviewer, `/v1/console/listings/${listing.id}/approve`, {}, once.tag)).statusCode).toBe(409)
    const second = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    await walk(once, [second, 'approve', {}], [reviewer, 'publish', {}])
    expect(await publicly(listing.id)).toBe(2)
  })

  it('of a contact are not for whoever wrote it into an earlier draft', async () => {
    const listing = await published()
    const { channels } = editableListing()
    const contact = channels.map((channel) => ({ ...channel, value: '0800555123' }))
    const written = await walk(listing, [reviewer, 'revisions', { content: editableListing({ channels: contact }), note: 'My number.' }])
    const next = { content: editableListing({ channels: contact, topics: ['bullying'] }), note: 'A topic.' }
    const submitted = await walk(written, [author, 'revisions', next], [author, 'submit', {}])
    const seen = async (who: Person) => (await editing.as(who.principal, 'GET', `/v1/console/listings/${listing.id}`)).json()
    expect(await seen(reviewer)).toMatchObject({ review: { approvalsNeeded: 1, concerns: [] } })
    expect((await seen(reviewer)).abilities).not.toContain('listing.approve')
    const refused = await post(reviewer, `/v1/console/listings/${listing.id}/approve`, {}, submitted.tag)
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'not_allowed'])
    expect(await publicly(listing.id)).toBe(1)

    const second = await aPerson(editing.database, { roles: { [organisationId]: 'reviewer' } })
    expect((await seen(second)).abilities).toContain('listing.approve')
    const shown = await walk(submitted, [second, 'approve', {}], [reviewer, 'publish', {}])
    expect(await publicly(listing.id)).toBe(3)
    // What the public sees is nobody's draft any more.
    const more = { content: editableListing({ channels: contact, topics: ['hate'] }), note: 'Another topic.' }
    await walk(shown, [author, 'revisions', more], [author, 'submit', {}], [reviewer, 'approve', {}], [reviewer, 'publish', {}])
  })
})

describe('what must not be published', () => {
  it('is refused when it is submitted, with every fault and its place', async () => {
    const content = editableListing({ audiences: ['concerned_self'] })
    const { id, tag } = await aDraft({
      ...content,
      texts: content.texts.map((text) => ({ ...text, reviewed: false, summary: 'Send us the <b>child pornography</b>.' })),
    })
    const response = await post(author, `/v1/console/listings/${id}/submit`, {}, tag)
    expect([response.statusCode, response.json().code]).toEqual([422, 'not_publishable'])
    expect(response.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/content/texts/0/summary', '/content/texts', '/content/audiences']),
    )
  })
})

describe('a new listing', () => {
  it('needs two people where its contacts are those of somebody who hides, as a changed contact does', async () => {
    const { channels } = editableListing()
    const draft = await aDraft({
      channels: channels.flatMap((channel) => [
        { ...channel, type: 'phone', value: '+358401234567', reachableFrom: 'anywhere' },
        { ...channel, type: 'email', value: 'help.children@gmail.com', reachableFrom: 'anywhere' },
      ]),
    })
    await walk(draft, [author, 'submit', {}])
    const { review } = (await editing.as(reviewer.principal, 'GET', `/v1/console/listings/${draft.id}`)).json()
    expect([review.approvalsNeeded, review.concerns.map(({ code }: { code: string }) => code)]).toEqual([2, ['mobile_number', 'free_mail_address']])
  })
})

describe('what a curator from outside stopped', () => {
  it('the organisation does not let go on, and is not offered it; a curator does', async () => {
    const curator = await aPerson(editing.database, { platformRole: 'curator' })
    const listing = await published()
    const stopped = await post(curator, `/v1/console/listings/${listing.id}/suspend`, { reason: 'A false number.' })
    const tag = String(stopped.headers['etag'])
    const own = await post(reviewer, `/v1/console/listings/${listing.id}/resume`, { reason: 'It is right.' }, tag)
    expect([own.statusCode, own.json().code]).toEqual([403, 'not_allowed'])
    const approved = await walk({ id: listing.id, tag }, [author, 'revisions', { content: editableListing(), note: 'As before.' }], [author, 'submit', {}], [reviewer, 'approve', {}])
    expect((await post(reviewer, `/v1/console/listings/${listing.id}/publish`, {}, approved.tag)).statusCode).toBe(403)
    const seen = (await editing.as(reviewer.principal, 'GET', `/v1/console/listings/${listing.id}`)).json()
    expect(seen.abilities).not.toEqual(expect.arrayContaining(['listing.resume']))
    expect(seen.abilities).not.toEqual(expect.arrayContaining(['listing.publish']))
    // Nor when that curator is one no more.
    await editing.database.prisma.editor.update({ where: { id: curator.id }, data: { platformRole: null } })
    expect((await post(reviewer, `/v1/console/listings/${listing.id}/publish`, {}, approved.tag)).statusCode).toBe(403)
    await editing.database.prisma.editor.update({ where: { id: curator.id }, data: { platformRole: 'curator' } })
    expect(await publicly(listing.id)).toBeNull()
    await walk(approved, [curator, 'resume', { reason: 'They proved it.' }])
    expect(await publicly(listing.id)).toBe(1)
  })
})
