import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/directory/actor.ts'
import { editableGuidance } from '../support/editable-guidance.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aKey, anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let own: string
let other: string
let author: Person
let reviewer: Person
let stranger: Person
let curator: Person

beforeAll(async () => {
  editing = await openEditing()
  own = await anOrganisation(editing.database, { url: 'https://www.example.org/', name: 'Ours' })
  other = await anOrganisation(editing.database)
  author = await aPerson(editing.database, { roles: { [own]: 'editor' } })
  reviewer = await aPerson(editing.database, { roles: { [own]: 'reviewer' } })
  stranger = await aPerson(editing.database, { roles: { [other]: 'editor' } })
  curator = await aPerson(editing.database, { platformRole: 'curator' })
  await create(author, own, 'aa-first', { officialName: { locale: 'fi', text: 'Lasten puhelin 100 %' } })
  const second = await create(author, own, 'bb-second', { countries: ['SE', 'FI'] })
  await create(reviewer, own, 'cc_third'.replace('_', '-'), { kind: 'reporting_hotline', audiences: [] })
  await create(stranger, other, 'dd-fourth', {})
  await create(curator, null, 'ee-fifth', {})
  await step(author, second, 'submit')
  for (const [slug, country] of [['one', null], ['two', 'FI']] as const) {
    const body = { slug, content: editableGuidance({ country }), note: 'New.' }
    const response = await editing.as(curator.principal, 'POST', '/v1/console/guidance', { body })
    expect(response.statusCode, response.body).toBe(201)
  }
})
afterAll(() => editing.close())

type Tagged = { id: string; tag: string }

async function create(who: Person, organisationId: string | null, slug: string, facts: Parameters<typeof editableListing>[0]): Promise<Tagged> {
  const body = { organisationId, slug, content: editableListing(facts), note: 'New.' }
  const response = await editing.as(who.principal, 'POST', '/v1/console/listings', { body })
  expect(response.statusCode, response.body).toBe(201)
  return { id: response.json().id, tag: String(response.headers['etag']) }
}

async function step(who: Person, { id, tag }: Tagged, verb: string, body: object = {}): Promise<Tagged> {
  const response = await editing.as(who.principal, 'POST', `/v1/console/listings/${id}/${verb}`, { body, ifMatch: tag })
  expect(response.statusCode, `${verb}: ${response.body}`).toBeLessThan(300)
  return { id, tag: String(response.headers['etag']) }
}

const ask = async (who: { principal: Principal }, url: string) => {
  const response = await editing.as(who.principal, 'GET', `/v1/console/${url}`)
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}
const slugs = (page: { listings: { slug: string }[] }) => page.listings.map(({ slug }) => slug)

describe('listings', () => {
  it('are those of the own organisation for members, and all for curators', async () => {
    expect(slugs(await ask(author, 'listings'))).toEqual(['aa-first', 'bb-second', 'cc-third'])
    expect(slugs(await ask(stranger, 'listings'))).toEqual(['dd-fourth'])
    expect(slugs(await ask(curator, 'listings'))).toEqual(['aa-first', 'bb-second', 'cc-third', 'dd-fourth', 'ee-fifth'])
  })

  it('are shown with where they stand, without a content', async () => {
    const { listings } = await ask(author, 'listings?q=bb-second')
    expect(listings).toEqual([
      {
        abilities: ['listing.revise', 'listing.restore', 'listing.withdraw'],
        id: expect.any(String),
        slug: 'bb-second',
        title: 'A line',
        kind: 'support_line',
        countries: ['SE', 'FI'],
        state: 'in_review',
        organisation: { id: own, name: 'Ours' },
        revision: 1,
        publishedRevision: null,
        review: 'open',
        updatedAt: editing.clock.now.toISOString(),
      },
    ])
  })

  it.each([
    ['country=SE', ['bb-second']],
    ['country=fi&kind=reporting_hotline', []],
    ['kind=reporting_hotline', ['cc-third']],
    ['state=draft', ['aa-first', 'cc-third']],
    ['inReview=true', ['bb-second']],
    ['inReview=false', ['aa-first', 'cc-third']],
    ['mine=true', ['aa-first', 'bb-second']],
    ['mine=false', ['cc-third']],
    ['q=LASTEN', ['aa-first']],
    ['q=100%20%25', ['aa-first']],
    ['q=%25', ['aa-first']],
    ['q=_', []],
    ['q=%5C', []],
    ["q='%20OR%20true--", []],
    ['organisation=0199d4a2-6f00-7000-8000-000000000001', []],
  ])('are found by %s', async (query, expected) => {
    // A hotline of the reviewer has no country but Finland.
    const found = slugs(await ask(author, `listings?${query}`))
    expect(found).toEqual(query === 'country=fi&kind=reporting_hotline' ? ['cc-third'] : expected)
  })

  it('of others are not found by organisation or id, as if there were none', async () => {
    const [fourth] = (await ask(stranger, 'listings')).listings
    expect(slugs(await ask(author, `listings?organisation=${other}`))).toEqual([])
    expect(slugs(await ask(author, `listings?q=${fourth.id}`))).toEqual([])
    expect(slugs(await ask(stranger, `listings?q=${fourth.id.toUpperCase()}`))).toEqual(['dd-fourth'])
    expect(slugs(await ask(curator, 'listings?organisation=none'))).toEqual(['ee-fifth'])
  })

  it('come page by page, without a gap or a repeat', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { listings: { slug: string }[]; nextCursor: string | null } = await ask(curator, `listings?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(page.listings.length).toBeLessThanOrEqual(2)
      seen.push(...slugs(page))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['aa-first', 'bb-second', 'cc-third', 'dd-fourth', 'ee-fifth'])
  })

  it('are for a key those of its organisation, when it may read', async () => {
    const reading = await aKey(editing.database, { ownerId: author.id, organisationId: own, scopes: ['read'] })
    expect(slugs(await ask({ principal: reading }, 'listings'))).toHaveLength(3)
    const writing = await aKey(editing.database, { ownerId: author.id, organisationId: own, scopes: ['edit'] })
    expect((await editing.as(writing, 'GET', '/v1/console/listings')).statusCode).toBe(403)
  })

  it.each([
    ['listings', ['\0']],
    ['guidance', ['\0']],
    ['organisations', ['\0', '0199d4a2-6f00-7000-8000-000000000001']],
  ])('refuses a forged cursor of %s with what no database can look for', async (list, place) => {
    const digest = createHash('sha256').update('[]').digest('base64url').slice(0, 11)
    const cursor = Buffer.from(JSON.stringify([digest, ...place])).toString('base64url')
    expect(await editing.as(curator.principal, 'GET', `/v1/console/${list}?cursor=${cursor}`)).toMatchObject({ statusCode: 400 })
  })

  const id = '0199d4a2-6f00-7000-8000-000000000001'
  it.each<[string, [string, string][], (number | string)[], (number | string)[][]]>([
    ['reviews', [['state', 'open']], [1, 0, id], [[2 ** 31, 0, id], [0, 8.64e15 + 1, id], [0, -8.64e15, id]]],
    ['problems', [['state', 'open']], [1, 0, id], [[2 ** 31, 0, id], [0, -8.64e15, id]]],
    ['verifications/due', [], [0, 0, 0, 0, 0, 0, id], [[8.64e15 + 1, 0, 0, 0, 0, 0, id], [0, 0, 2 ** 31, 0, 0, 0, id]]],
  ])('refuses a forged cursor of %s with numbers that no database can count', async (list, filters, possible, impossible) => {
    const digest = createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 11)
    const statuses = []
    for (const place of [possible, ...impossible]) {
      const cursor = Buffer.from(JSON.stringify([digest, ...place])).toString('base64url')
      statuses.push((await editing.as(curator.principal, 'GET', `/v1/console/${list}?${new URLSearchParams([...filters, ['cursor', cursor]]).toString()}`)).statusCode)
    }
    expect(statuses).toEqual([200, ...impossible.map(() => 400)])
  })

  it.each(['state=lost', 'kind=hotline', 'country=XX', 'q=', 'q=%00', 'q=%0d%0a', 'organisation=1', 'limit=0', 'limit=101', 'inreview=true', 'mine=yes', 'cursor=x'])(
    'are refused for %s, with its name',
    async (query) => {
      const response = await editing.as(curator.principal, 'GET', `/v1/console/listings?${query}`)
      expect([response.statusCode, response.json().errors[0].parameter]).toEqual([400, query.split('=')[0]])
    },
  )
})

describe('guidance', () => {
  it('is found by curators, and by nobody else', async () => {
    const found = async (query: string) => (await ask(curator, `guidance?${query}`)).guidance.map(({ slug }: { slug: string }) => slug)
    expect(await found('')).toEqual(['one', 'two'])
    expect(await found('country=FI')).toEqual(['two'])
    expect(await found('q=tw')).toEqual(['two'])
    expect(await found('state=published')).toEqual([])
    expect(await found('mine=true&limit=1')).toEqual(['one'])
    expect((await editing.as(author.principal, 'GET', '/v1/console/guidance')).statusCode).toBe(403)
  })
})


type Queue = { reviews: { slug: string; subject: string; subjectId: string; abilities: string[]; concerns: unknown[]; author: { name: string } }[]; nextCursor: string | null }

describe('reviews', () => {
  it('wait with who may approve them: not their author, nor who has done so, nor whose role does not include it', async () => {
    const queue = async (who: Person) =>
      ((await ask(who, 'reviews')) as Queue).reviews.map(({ slug, abilities }) => [slug, abilities.includes('listing.approve')])
    expect(await queue(author)).toEqual([['bb-second', false]])
    expect(await queue(reviewer)).toEqual([['bb-second', true]])
    expect(await queue(stranger)).toEqual([])
    expect(await queue(curator)).toEqual([['bb-second', true]])
  })

  it('of what a key wrote are not for its owner to approve', async () => {
    const key = await aKey(editing.database, { ownerId: reviewer.id, organisationId: own })
    const body = { organisationId: own, slug: 'by-key', content: editableListing(), note: 'By a machine.' }
    const created = await editing.as(key, 'POST', '/v1/console/listings', { body })
    await editing.as(key, 'POST', `/v1/console/listings/${created.json().id}/submit`, { body: {}, ifMatch: String(created.headers['etag']) })
    const { reviews } = (await ask(reviewer, 'reviews')) as Queue
    expect(reviews.find(({ slug }) => slug === 'by-key')?.abilities).not.toContain('listing.approve')
    expect(slugs(await ask(reviewer, 'listings?mine=true'))).toContain('by-key')
  })

  it('begin with suspicious changes, then go by how long they wait, page by page', async () => {
    const second = await aPerson(editing.database, { roles: { [own]: 'manager' } })
    const first = await create(author, own, 'zz-suspicious', {})
    const submitted = await step(author, first, 'submit')
    const approved = await step(reviewer, submitted, 'approve')
    expect(((await ask(author, 'reviews?state=approved')) as Queue).reviews.map(({ slug }) => slug)).toEqual(['zz-suspicious'])
    const published = await step(reviewer, approved, 'publish')
    editing.clock.now = new Date(editing.clock.now.getTime() + 60_000)
    const { channels } = editableListing()
    const content = editableListing({ channels: channels.map((channel) => ({ ...channel, value: '116112' })) })
    const revised = await step(author, published, 'revisions', { content, note: 'Another number.' })
    const again = await step(author, revised, 'submit')
    const late = await create(author, own, 'aa-late', {})
    await step(author, late, 'submit')

    const seen: Queue['reviews'] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await ask(second, `reviews?limit=1&subject=listing${cursor === '' ? '' : `&cursor=${cursor}`}`)) as Queue
      seen.push(...page.reviews)
      cursor = page.nextCursor
    }
    expect(seen[0]).toMatchObject({ slug: 'zz-suspicious', approvalsNeeded: 2, public: true, concerns: [{ code: 'one_digit_from_known' }] })
    expect(seen[0]?.abilities).toContain('listing.approve')
    expect(seen.map(({ slug }) => slug).slice(-1)).toEqual(['aa-late'])
    expect(seen).toHaveLength(4)
    await step(reviewer, again, 'approve')
    const { reviews } = (await ask(reviewer, 'reviews')) as Queue
    expect(reviews[0]).toMatchObject({ slug: 'zz-suspicious', approvals: 1 })
    expect(reviews[0]?.abilities).not.toContain('listing.approve')
  })

  it('of guidance are for curators only', async () => {
    const { guidance } = await ask(curator, 'guidance')
    const seen = await editing.as(curator.principal, 'GET', `/v1/console/guidance/${guidance[0].id}`)
    const submitted = await editing.as(curator.principal, 'POST', `/v1/console/guidance/${guidance[0].id}/submit`, { body: {}, ifMatch: String(seen.headers['etag']) })
    expect(submitted.statusCode, submitted.body).toBe(200)
    const { reviews } = (await ask(curator, 'reviews?subject=guidance')) as Queue
    expect(reviews).toMatchObject([{ slug: 'one' }])
    expect(reviews[0]?.abilities).not.toContain('guidance.approve')
    expect(((await ask(reviewer, 'reviews?subject=guidance')) as Queue).reviews).toEqual([])
  })
})

describe('each entry of a list', () => {
  type Entry = { id: string; abilities: string[] }

  it('says what its reader can do with it, as the thing itself does', async () => {
    const curatorHere = await aPerson(editing.database, { platformRole: 'curator', roles: { [own]: 'viewer' } })
    const stopped = await published('gg-stopped')
    await step(curator, stopped, 'suspend', { reason: 'Somebody called, and it was a shop.' })
    const retired = await published('hh-retired')
    await step(curator, retired, 'retire', { reason: 'It has closed.' })
    const players = [author, reviewer, stranger, curator, curatorHere, await aPerson(editing.database, { roles: { [own]: 'manager' } })]
    const key = { principal: await aKey(editing.database, { ownerId: author.id, organisationId: own }) }
    let compared = 0
    for (const who of [...players, key]) {
      const { listings } = (await ask(who, 'listings')) as { listings: Entry[] }
      const { reviews } = (await ask(who, 'reviews')) as Queue
      const due = (await ask(who, 'verifications/due')) as { listings: Entry[] }
      const mayReadGuidance = who === curator || who === curatorHere
      const { guidance } = (mayReadGuidance ? await ask(who, 'guidance') : { guidance: [] }) as { guidance: Entry[] }
      const entries = [
        ...[...listings, ...due.listings].map(({ id, abilities }) => ({ thing: `listings/${id}`, abilities })),
        ...guidance.map(({ id, abilities }) => ({ thing: `guidance/${id}`, abilities })),
        ...reviews.map(({ subject, subjectId, abilities }) => ({ thing: `${subject === 'listing' ? 'listings' : 'guidance'}/${subjectId}`, abilities })),
      ]
      for (const { thing, abilities } of entries) {
        expect(abilities, thing).toEqual(((await ask(who, thing)) as Entry).abilities)
        compared += abilities.length
      }
    }
    expect(compared).toBeGreaterThan(200)
    const rows = async (who: Person) => ((await ask(who, 'listings?q=gg-stopped')) as { listings: Entry[] }).listings.map(({ abilities }) => abilities.includes('listing.resume'))
    expect([await rows(reviewer), await rows(curator)]).toEqual([[false], [true]])
  })

  async function published(slug: string): Promise<Tagged> {
    const created = await create(author, own, slug, {})
    const approved = await step(reviewer, await step(author, created, 'submit'), 'approve')
    return step(reviewer, approved, 'publish')
  }
})
