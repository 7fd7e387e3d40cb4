import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findApiKey } from '../../src/directory/api-key/find-api-key.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { tracesInDatabase } from '../support/find-traces.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let organisationId: string
let manager: Person
beforeAll(async () => {
  editing = await openEditing()
  organisationId = await anOrganisation(editing.database)
  manager = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
})
afterAll(() => editing.close())

const list = () => `/v1/console/organisations/${organisationId}/api-keys`
const create = (who: Person, facts: object = {}, headers: Record<string, string> = {}) =>
  editing.as(who.principal, 'POST', list(), { body: { name: 'Nightly', scopes: ['read'], expiresAt: '2026-06-01T00:00:00Z', ...facts }, headers })

describe('a key', () => {
  it('is shown once, and kept nowhere, also where the request had an Idempotency-Key', async () => {
    const created = await create(manager, {}, { 'idempotency-key': 'key-1' })
    expect(created.statusCode, created.body).toBe(201)
    const { id, key } = created.json<{ id: string; key: string }>()
    expect(await findApiKey(editing.database, key, editing.clock.now)).toBe(id)
    const listed = await editing.as(manager.principal, 'GET', list())
    expect(listed.json().apiKeys[0]).toMatchObject({ id, name: 'Nightly', prefix: key.slice(0, 9), owner: { name: manager.name }, abilities: ['api_key.revoke'] })
    expect(listed.body).not.toContain(key)
    expect((await tracesInDatabase(editing.test.url, [key.toLowerCase()])).found).toEqual([])
  })

  it('ends when it is revoked, when its owner is removed, and by itself', async () => {
    const { id, key } = (await create(manager)).json<{ id: string; key: string }>()
    const revoked = await editing.as(manager.principal, 'POST', `/v1/console/api-keys/${id}/revoke`)
    expect(revoked.json()).toMatchObject({ id, abilities: [] })
    expect(await findApiKey(editing.database, key, editing.clock.now)).toBeNull()
    expect((await editing.as(manager.principal, 'POST', `/v1/console/api-keys/${id}/revoke`)).json().code).toBe('wrong_state')
    const short = (await create(manager, { expiresAt: '2026-03-11T00:00:00Z' })).json<{ key: string }>()
    expect(await findApiKey(editing.database, short.key, new Date('2026-03-11T00:00:00Z'))).toBeNull()
  })

  it('belongs to a member: an administrator who is none has none', async () => {
    const administrator = await aPerson(editing.database, { platformRole: 'administrator' })
    expect((await create(administrator)).json().code).toBe('not_allowed')
    const { abilities } = (await editing.as(administrator.principal, 'GET', `/v1/console/organisations/${organisationId}`)).json()
    expect(abilities).not.toContain('api_key.create')
    expect(abilities).toContain('api_key.read')
  })
})
