import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import type { OrganisationRole } from '../../src/db/generated/client.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { holdUp } from '../support/hold-up.ts'
import { aKey, anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let gatekeeper: pg.Client
let administrator: Person

beforeAll(async () => {
  editing = await openEditing()
  gatekeeper = await connectOnce(editing.test.url)
  administrator = await aPerson(editing.database, { platformRole: 'administrator' })
})
afterAll(async () => {
  await gatekeeper.end()
  await editing.close()
})

/** An organisation with people in these roles. */
async function inhabited(...roles: OrganisationRole[]) {
  const organisationId = await anOrganisation(editing.database)
  const people: Person[] = []
  for (const role of roles) people.push(await aPerson(editing.database, { roles: { [organisationId]: role } }))
  return { organisationId, people: people as [Person, Person, Person] }
}

const url = (organisationId: string, { id }: Person) => `/v1/console/organisations/${organisationId}/members/${id}`
const get = (who: Person, organisationId: string, whom: Person) => editing.as(who.principal, 'GET', url(organisationId, whom))
const change = async (who: Person, organisationId: string, whom: Person, role: OrganisationRole) => {
  const tag = String((await get(administrator, organisationId, whom)).headers['etag'])
  return editing.as(who.principal, 'PATCH', url(organisationId, whom), { body: { role }, ifMatch: tag })
}
const remove = (who: Person, organisationId: string, whom: Person) => editing.as(who.principal, 'DELETE', url(organisationId, whom))
const rolesIn = async (organisationId: string) => {
  const rows = await editing.database.prisma.membership.findMany({ where: { organisationId } })
  return rows.map(({ role }) => role as string).sort((one, other) => one.localeCompare(other))
}
const organisationRow = (id: string) => ({ text: 'SELECT FROM organisation WHERE id = $1 FOR UPDATE', values: [id] })

describe('a member', () => {
  it('has their new role from the next request on', async () => {
    const { organisationId, people } = await inhabited('manager', 'viewer')
    const [manager, viewer] = people
    const draft = { organisationId, content: editableListing(), note: 'New.' }
    expect((await editing.as(viewer.principal, 'POST', '/v1/console/listings', { body: draft })).statusCode).toBe(403)
    expect((await change(manager, organisationId, viewer, 'editor')).json().role).toBe('editor')
    expect((await editing.as(viewer.principal, 'POST', '/v1/console/listings', { body: draft })).statusCode).toBe(201)
  })

  it('who is removed sees nothing any more where they are signed in, and their keys are over', async () => {
    const { organisationId, people } = await inhabited('manager', 'editor')
    const [manager, editor] = people
    const key = await aKey(editing.database, { ownerId: editor.id, organisationId })
    const created = await editing.as(editor.principal, 'POST', '/v1/console/listings', { body: { organisationId, content: editableListing(), note: 'New.' } })
    const listing = `/v1/console/listings/${created.json().id}`
    expect((await editing.as(key, 'GET', listing)).statusCode).toBe(200)

    expect((await remove(manager, organisationId, editor)).statusCode).toBe(200)
    expect((await editing.as(editor.principal, 'GET', listing)).statusCode).toBe(404)
    expect((await editing.as(key, 'GET', listing)).statusCode).toBe(401)
    expect((await editing.as(editor.principal, 'GET', '/v1/console/me')).json()).toMatchObject({ organisations: [], abilities: [] })
  })

  it('who is invited and comes back does not bring their old keys', async () => {
    const { organisationId, people } = await inhabited('manager', 'editor')
    const [manager, editor] = people
    const key = await aKey(editing.database, { ownerId: editor.id, organisationId })
    await remove(manager, organisationId, editor)
    await editing.database.prisma.membership.create({
      data: { id: key.id, organisationId, editorId: editor.id, role: 'editor', createdAt: editing.clock.now, updatedAt: editing.clock.now },
    })
    expect((await editing.as(key, 'GET', '/v1/console/me')).statusCode).toBe(401)
  })

  it('shows their address to those who say who belongs to it, and to nobody else', async () => {
    const { organisationId, people } = await inhabited('manager', 'viewer', 'viewer')
    const [manager, viewer, other] = people
    const list = `/v1/console/organisations/${organisationId}/members`
    const emails = async (who: Person) =>
      (await editing.as(who.principal, 'GET', list)).json().members.map(({ email }: { email: string | null }) => email !== null) as boolean[]
    expect(await emails(manager)).toEqual([true, true, true])
    expect((await emails(viewer)).filter(Boolean)).toHaveLength(1)
    expect((await get(viewer, organisationId, other)).json().email).toBeNull()
  })
})

describe('an organisation', () => {
  it('keeps its last manager, whom an administrator only can remove or lower', async () => {
    const { organisationId, people } = await inhabited('manager', 'viewer')
    const [manager] = people
    for (const response of [await remove(manager, organisationId, manager), await change(manager, organisationId, manager, 'editor')]) {
      expect([response.statusCode, response.json().code]).toEqual([409, 'wrong_state'])
    }
    expect((await get(manager, organisationId, manager)).json().abilities).toEqual([])
    expect((await get(administrator, organisationId, manager)).json().abilities).toEqual(['member.change', 'member.remove'])
    expect((await change(administrator, organisationId, manager, 'editor')).statusCode).toBe(200)
    expect(await rolesIn(organisationId)).toEqual(['editor', 'viewer'])
  })

  it('keeps a manager when two remove each other at once', async () => {
    const { organisationId, people } = await inhabited('manager', 'manager')
    const [one, other] = people
    const both = await holdUp(gatekeeper, organisationRow(organisationId), [() => remove(one, organisationId, other), () => remove(other, organisationId, one)])
    // Whoever was slower is a member no more, and sees nothing.
    expect(both.map(({ statusCode }) => statusCode).sort((less, more) => less - more)).toEqual([200, 404])
    expect(await rolesIn(organisationId)).toEqual(['manager'])
  })

  it('keeps a manager when both step down at once', async () => {
    const { organisationId, people } = await inhabited('manager', 'manager')
    const both = await holdUp(
      gatekeeper,
      organisationRow(organisationId),
      people.map((person) => () => change(person, organisationId, person, 'viewer')),
    )
    expect(both.map(({ statusCode }) => statusCode).sort((less, more) => less - more)).toEqual([200, 409])
    expect(await rolesIn(organisationId)).toEqual(['manager', 'viewer'])
  })

  it('keeps a manager whatever happens at once, and each change is in the audit', async () => {
    const { organisationId, people } = await inhabited('manager', 'manager', 'manager')
    const [one, two, three] = people
    const all = await Promise.all([
      remove(one, organisationId, two),
      change(two, organisationId, three, 'viewer'),
      remove(three, organisationId, one),
      change(one, organisationId, one, 'editor'),
    ])
    const managers = (await rolesIn(organisationId)).filter((role) => role === 'manager')
    expect(managers.length).toBeGreaterThanOrEqual(1)
    const done = all.filter(({ statusCode }) => statusCode === 200)
    expect(await editing.database.prisma.auditEvent.count({ where: { organisationId, subject: 'member' } })).toBe(done.length)
    expect(all.every(({ statusCode }) => [200, 403, 404, 409, 412].includes(statusCode))).toBe(true)
  })
})

describe('nobody', () => {
  it('raises themselves, also not an administrator who is a viewer there', async () => {
    const organisationId = await anOrganisation(editing.database)
    const both = await aPerson(editing.database, { platformRole: 'administrator', roles: { [organisationId]: 'viewer' } })
    const response = await change(both, organisationId, both, 'manager')
    expect([response.statusCode, response.json().code]).toEqual([403, 'not_allowed'])
  })

  it('does what a role allowed that was taken while they did it', async () => {
    const { organisationId, people } = await inhabited('manager', 'editor')
    const [manager, editor] = people
    const draft = () => editing.as(editor.principal, 'POST', '/v1/console/listings', { body: { organisationId, content: editableListing(), note: 'New.' } })
    const lower = () => change(manager, organisationId, editor, 'viewer')
    const lock = { text: 'SELECT FROM membership WHERE organisation_id = $1 FOR UPDATE', values: [organisationId] }
    const [first, second] = await holdUp(gatekeeper, lock, [lower, draft])
    expect(first?.statusCode).toBe(200)
    // It was decided by the old role, before, or by the new one, after: the audit knows which.
    const rows = await editing.database.prisma.auditEvent.findMany({ where: { organisationId }, select: { action: true } })
    const wrote = rows.some(({ action }) => action === 'listing.create')
    expect(second?.statusCode).toBe(wrote ? 201 : 403)
    expect((await draft()).statusCode).toBe(403)
  })
})
