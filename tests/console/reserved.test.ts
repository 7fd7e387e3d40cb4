import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aChannel } from '../support/directory.ts'
import type { ListingFacts } from '../support/directory.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let organisationId: string
let author: Person
let reviewer: Person
let curator: Person

beforeAll(async () => {
  editing = await openEditing()
  organisationId = await anOrganisation(editing.database)
  author = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
  reviewer = await aPerson(editing.database, { roles: { [organisationId]: 'reviewer' } })
  curator = await aPerson(editing.database, { platformRole: 'curator' })
})
afterAll(() => editing.close())

async function step(who: Person, id: string, verb: string, body: object = {}) {
  const seen = await editing.as(who.principal, 'GET', `/v1/console/listings/${id}`)
  return editing.as(who.principal, 'POST', `/v1/console/listings/${id}/${verb}`, { body, ifMatch: String(seen.headers['etag']) })
}

async function aDraft(facts: ListingFacts, owner = organisationId, who = author) {
  const response = await editing.as(who.principal, 'POST', '/v1/console/listings', { body: { organisationId: owner, content: editableListing(facts), note: 'New.' } })
  expect(response.statusCode, response.body).toBe(201)
  return response.json().id as string
}

/** Walks a listing to the public. */
async function publish(id: string, who: Person, second: Person) {
  for (const [person, verb] of [[who, 'submit'], [second, 'approve'], [second, 'publish']] as const) {
    const response = await step(person, id, verb)
    expect(response.statusCode, `${verb}: ${response.body}`).toBe(200)
  }
}

const pointers = (response: Awaited<ReturnType<typeof step>>) => [response.statusCode, response.json().errors.map(({ pointer }: { pointer: string }) => pointer)]

const emergency = (value: string): ListingFacts => ({
  kind: 'emergency_service',
  audiences: [],
  channels: [aChannel({ value, generalEmergency: true, emergencyServices: ['police', 'ambulance', 'fire'] })],
})

describe('emergency numbers', () => {
  it('are not put before reviewers by an organisation, but by a curator', async () => {
    const id = await aDraft(emergency('0931573900'))
    const refused = await step(author, id, 'submit')
    expect(refused.json().code).toBe('not_publishable')
    expect(pointers(refused)).toEqual([422, ['/content/kind']])
    await publish(id, curator, reviewer)
  })

  it('are not what a listing becomes that was something else, and not those of another country or other ones', async () => {
    const id = await aDraft({})
    await publish(id, author, reviewer)
    await step(author, id, 'revisions', { content: editableListing(emergency('0932000111')), note: 'Now an emergency number.' })
    expect(pointers(await step(author, id, 'submit'))).toEqual([422, ['/content/kind']])

    const own = await aDraft(emergency('0933444222'))
    await publish(own, curator, reviewer)
    await step(author, own, 'revisions', { content: editableListing({ ...emergency('0935888999'), countries: ['FI', 'SE'] }), note: 'More.' })
    expect(pointers(await step(author, own, 'submit'))).toEqual([422, ['/content/countries/1', '/content/channels/0/value']])
  })

  it('leave an organisation the texts of a listing that a curator let it have', async () => {
    const id = await aDraft(emergency('0936777555'))
    await publish(id, curator, reviewer)
    await step(author, id, 'revisions', { content: editableListing({ ...emergency('0936777555'), topics: ['general'] }), note: 'A topic.' })
    await publish(id, author, reviewer)
  })
})

describe('a prevention service for adults', () => {
  const prevention = (...values: string[]): ListingFacts => ({
    kind: 'prevention_service',
    audiences: ['concerned_self'],
    channels: values.map((value) => aChannel({ value, type: value.startsWith('https:') ? 'website' : 'phone' })),
  })

  it('does not take the contacts of another organisation from minors, in whatever spelling and country', async () => {
    const other = await anOrganisation(editing.database)
    const theirs = await aPerson(editing.database, { roles: { [other]: 'editor' } })
    const line = await aDraft({ channels: [aChannel({ value: '0800100900' }), aChannel({ type: 'chat', value: 'https://www.example.org/chat' })] }, other, theirs)
    await publish(line, theirs, await aPerson(editing.database, { roles: { [other]: 'reviewer' } }))

    const id = await aDraft(prevention('+358800100900', 'https://example.org/chat/', '0800100222'))
    expect(pointers(await step(author, id, 'submit'))).toEqual([422, ['/content/channels/0/value', '/content/channels/1/value']])
    const abroad = await aDraft({ ...prevention('0800100900'), countries: ['SE'] })
    expect((await step(author, abroad, 'submit')).statusCode).toBe(422)
  })

  it('may share a contact with a listing of its own organisation', async () => {
    const own = await aDraft({ channels: [aChannel({ value: '0800100333' })] })
    await publish(own, author, reviewer)
    expect((await step(author, await aDraft(prevention('0800100333')), 'submit')).statusCode).toBe(200)
  })
})
