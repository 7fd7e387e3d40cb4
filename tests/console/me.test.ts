import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/directory/actor.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { aKey, anOrganisation, aPerson } from '../support/people.ts'

let editing: Editing
beforeAll(async () => {
  editing = await openEditing()
})
afterAll(() => editing.close())

const me = async (principal: Principal) => (await editing.as(principal, 'GET', '/v1/console/me')).json()

describe('a person', () => {
  it('learns who they are, and what they can do in which organisation', async () => {
    const [first, second] = [await anOrganisation(editing.database, { name: 'A first' }), await anOrganisation(editing.database, { name: 'B second' })]
    const person = await aPerson(editing.database, { roles: { [second]: 'viewer', [first]: 'manager' } })
    const seen = await me(person.principal)
    expect(seen).toMatchObject({
      id: `editor:${person.id}`,
      name: person.name,
      platformRole: null,
      secondFactor: { needed: true, setUp: true, shown: true },
      abilities: [],
      organisations: [
        { id: first, name: 'A first', role: 'manager' },
        { id: second, name: 'B second', role: 'viewer' },
      ],
      fourEyes: true,
    })
    expect(seen.organisations[0].abilities).toEqual(expect.arrayContaining(['listing.publish', 'member.remove', 'api_key.create']))
    expect(seen.organisations[1].abilities).toEqual(['listing.read', 'organisation.read', 'member.read', 'problem.read', 'coverage.read'])
  })

  it('who lacks a second factor learns that, and can do nothing before', async () => {
    const organisationId = await anOrganisation(editing.database)
    const { principal } = await aPerson(editing.database, { roles: { [organisationId]: 'reviewer' }, secondFactor: false })
    expect(await me(principal)).toMatchObject({
      secondFactor: { needed: true, setUp: false, shown: false },
      organisations: [{ id: organisationId, role: 'reviewer', abilities: [] }],
    })
  })
})

describe('a key', () => {
  it('learns its scopes, and what its owner can still do with it', async () => {
    const organisationId = await anOrganisation(editing.database)
    const { id: ownerId } = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    const key = await aKey(editing.database, { ownerId, organisationId, scopes: ['read'] })
    expect(await me(key)).toMatchObject({
      id: `key:${key.id}`,
      email: null,
      scopes: ['read'],
      secondFactor: null,
      organisations: [{ id: organisationId, role: 'editor', abilities: ['listing.read', 'organisation.read', 'problem.read', 'coverage.read'] }],
    })
  })
})
