import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringToRelease } from '../../src/app/bring-to-release.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { openQueue } from '../../src/queue/open-queue.ts'
import type { JobQueue } from '../../src/queue/open-queue.ts'
import { editableListing } from '../support/editable-listing.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { tracesInDatabase } from '../support/find-traces.ts'
import { aKey, anOrganisation, aPerson, newId } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let queue: JobQueue
let administrator: Person

beforeAll(async () => {
  editing = await openEditing()
  await bringToRelease(editing.test.url)
  // The real one: mails that wait have addresses, too.
  queue = openQueue(editing.test.url)
  Object.assign(editing.parts.queue, { enqueue: queue.enqueue })
  administrator = await aPerson(editing.database, { platformRole: 'administrator' })
})
afterAll(async () => {
  await queue.close()
  await editing.close()
})

const path = '/v1/console/editors'
const get = (who: Person, id: string) => editing.as(who.principal, 'GET', `${path}/${id}`)
const remove = (who: Person, id: string) => editing.as(who.principal, 'POST', `${path}/${id}/remove`, { body: { reason: 'They left.' } })
const changeRole = async (who: Person, id: string, platformRole: string | null) => {
  const tag = String((await get(administrator, id)).headers['etag'])
  return editing.as(who.principal, 'PATCH', `${path}/${id}`, { body: { platformRole, reason: 'Another task.' }, ifMatch: tag })
}

/** Everything that somebody can leave behind, by their name and address. */
async function somebodyKnown(name: string, email: string) {
  const { database, clock } = editing
  const organisationId = await anOrganisation(database, { contactEmail: email })
  const person = await aPerson(database, { roles: { [organisationId]: 'editor' } })
  const manager = await aPerson(database, { roles: { [organisationId]: 'manager' } })
  const { prisma } = database
  await prisma.editor.update({ where: { id: person.id }, data: { name, email } })
  const [at, until] = [clock.now, new Date(clock.now.getTime() + 60_000)]
  const row = { createdAt: at, updatedAt: at }
  await prisma.signInSession.create({ data: { id: newId(), editorId: person.id, tokenDigest: newId(), seenAt: at, expiresAt: until, ...row } })
  await prisma.signInAccount.create({ data: { id: newId(), editorId: person.id, providerId: 'oidc', accountId: email, ...row } })
  await prisma.signInSecondFactor.create({ data: { id: newId(), editorId: person.id, secret: `encrypted ${email}`, backupCodes: 'encrypted' } })
  await prisma.signInToken.create({ data: { id: newId(), identifier: newId(), value: JSON.stringify({ email }), expiresAt: until, ...row } })
  await prisma.recovery.create({ data: { id: newId(), editorId: person.id, askedBy: `editor:${administrator.id}`, askedAt: at, expiresAt: until } })
  const key = await aKey(database, { ownerId: person.id, organisationId })
  const claim = { organisationId, wish: 'this_is_us' as const, email, createdAt: at, expiresAt: until }
  await prisma.claim.createMany({
    data: [
      { ...claim, id: newId(), tokenDigest: newId(), state: 'sent' },
      { ...claim, id: newId(), tokenDigest: newId(), state: 'confirmed', confirmedAt: at },
      { ...claim, id: newId(), tokenDigest: newId(), state: 'accepted', confirmedAt: at, closedAt: at, closedBy: 'editor:x' },
    ],
  })
  const elsewhere = await anOrganisation(database)
  const other = await aPerson(database, { roles: { [elsewhere]: 'manager' } })
  const headers = { 'idempotency-key': newId() }
  const invited = await editing.as(other.principal, 'POST', `/v1/console/organisations/${elsewhere}/invitations`, { body: { email, role: 'editor' }, headers })
  expect(invited.statusCode, invited.body).toBe(201)
  const draft = { organisationId, content: editableListing(), note: 'New.' }
  const listing = await editing.as(person.principal, 'POST', '/v1/console/listings', { body: draft, headers })
  expect(listing.body).toContain(name)
  await inTransaction(database, (transaction) => queue.enqueue(transaction, 'receive-claim', { about: 'organisation', idOrSlug: 'x', wish: 'this_is_us', email }))
  return { person, manager, organisationId, key, listing: listing.json<{ id: string }>().id, invitation: invited.json<{ id: string }>().id }
}

describe('somebody who is removed', () => {
  it('leaves neither name nor address in any table, and what they did stays under their id', async () => {
    const [name, email] = ['Zuzanna Unforgettable', 'zuzanna.unforgettable@example.org']
    const { person, manager, listing, organisationId, invitation } = await somebodyKnown(name, email)
    const words = ['unforgettable']
    const before = (await tracesInDatabase(editing.test.url, words)).found.map((found) => found.split(':')[0])
    expect(new Set(before)).toEqual(
      new Set([
        'public.editor',
        'public.sign_in_account',
        'public.sign_in_second_factor',
        'public.sign_in_token',
        'public.claim',
        'public.organisation',
        'public.invitation',
        'public.idempotency_key',
        'pgboss.job_common',
      ]),
    )
    const auditBefore = await editing.database.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } })

    const response = await remove(administrator, person.id)
    expect([response.statusCode, response.json()]).toEqual([200, { id: person.id }])

    const after = await tracesInDatabase(editing.test.url, words)
    expect(after.tables).toBeGreaterThan(25)
    expect(after.found).toEqual([])
    const audit = await editing.database.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } })
    const kept = new Map(audit.map((row) => [row.id, row]))
    expect(auditBefore.map(({ id }) => kept.get(id))).toEqual(auditBefore)
    expect(audit.filter(({ action }) => action === 'editor.remove')).toMatchObject([{ subjectId: person.id, after: { contactOf: [organisationId], claims: 2, invitations: 1 } }])
    const seen = await editing.as(manager.principal, 'GET', `/v1/console/listings/${listing}`)
    expect(seen.json().revision.author).toEqual({ id: `editor:${person.id}`, name: null })
    expect(await editing.database.prisma.invitation.findUniqueOrThrow({ where: { id: invitation } })).toMatchObject({ revokedAt: editing.clock.now })
  })

  it('is nobody from that moment on: signed in, with a key, and for those who look for them', async () => {
    const { person, key, organisationId } = await somebodyKnown('Former Person', 'former.person@example.org')
    await remove(administrator, person.id)
    expect((await editing.as(person.principal, 'GET', '/v1/console/me')).statusCode).toBe(401)
    expect((await editing.as(key, 'GET', '/v1/console/me')).statusCode).toBe(401)
    expect((await get(administrator, person.id)).json()).toMatchObject({ email: null, name: 'Former editor', memberships: [], abilities: [] })
    const listed = async (query: string) =>
      (await editing.as(administrator.principal, 'GET', `${path}?limit=100${query}`)).json().editors.map(({ id }: { id: string }) => id) as string[]
    expect(await listed('')).not.toContain(person.id)
    expect(await listed('&removed=true')).toContain(person.id)
    expect(await editing.database.prisma.membership.count({ where: { organisationId } })).toBe(1)
    expect((await remove(administrator, person.id)).statusCode).toBe(404)
  })

  it('may be invited again, as somebody new', async () => {
    const { person, organisationId, manager } = await somebodyKnown('Coming Back', 'coming.back@example.org')
    await remove(administrator, person.id)
    const body = { email: 'coming.back@example.org', role: 'editor' }
    expect((await editing.as(manager.principal, 'POST', `/v1/console/organisations/${organisationId}/invitations`, { body })).statusCode).toBe(201)
  })
})

describe('the installation', () => {
  it('keeps an administrator, also when the last two leave at once', async () => {
    const lonely = await openEditing()
    try {
      const one = await aPerson(lonely.database, { platformRole: 'administrator' })
      const leave = (who: Person) => lonely.as(who.principal, 'POST', `${path}/${who.id}/remove`, { body: { reason: 'I leave.' } })
      expect((await leave(one)).json().code).toBe('wrong_state')
      expect((await lonely.as(one.principal, 'GET', `${path}/${one.id}`)).json().abilities).toEqual([])
      const other = await aPerson(lonely.database, { platformRole: 'administrator' })
      const both = await Promise.all([leave(one), leave(other)])
      expect(both.map(({ statusCode }) => statusCode).sort((less, more) => less - more)).toEqual([204, 409])
      expect(await lonely.database.prisma.editor.count({ where: { platformRole: 'administrator', removedAt: null } })).toBe(1)
    } finally {
      await lonely.close()
    }
  })

  it('has as many administrators as one makes, and no role is given twice', async () => {
    const { id } = await aPerson(editing.database)
    expect((await changeRole(administrator, id, 'administrator')).json()).toMatchObject({ platformRole: 'administrator' })
    expect((await changeRole(administrator, id, 'administrator')).json().code).toBe('wrong_state')
    expect((await changeRole(administrator, id, null)).json()).toMatchObject({ platformRole: null })
    const audit = await editing.database.prisma.auditEvent.findMany({ where: { subjectId: id, action: 'editor.change_role' } })
    expect(audit).toHaveLength(2)
    expect(audit.map(({ before, after }) => [before, after])).toEqual(
      expect.arrayContaining([
        [{ platformRole: null }, { platformRole: 'administrator' }],
        [{ platformRole: 'administrator' }, { platformRole: null }],
      ]),
    )
  })
})

describe('412', () => {
  it('answers who changes a role that somebody else has changed since', async () => {
    const { id } = await aPerson(editing.database)
    const tag = String((await get(administrator, id)).headers['etag'])
    await changeRole(administrator, id, 'curator')
    const late = await editing.as(administrator.principal, 'PATCH', `${path}/${id}`, { body: { platformRole: 'administrator', reason: 'Late.' }, ifMatch: tag })
    expect([late.statusCode, late.json().current]).toEqual([412, { platformRole: 'curator' }])
  })
})

describe('a recovery', () => {
  it('is asked for by somebody else, however the id is written', async () => {
    for (const id of [administrator.id, administrator.id.toUpperCase()]) {
      const response = await editing.as(administrator.principal, 'POST', `${path}/${id}/recovery`, { body: { reason: 'It is me.' } })
      expect([response.statusCode, response.json().code]).toEqual([403, 'not_allowed'])
    }
  })

  it('is offered to the second administrator only, who confirms it', async () => {
    const { id } = await aPerson(editing.database)
    const second = await aPerson(editing.database, { platformRole: 'administrator' })
    const asked = await editing.as(administrator.principal, 'POST', `${path}/${id}/recovery`, { body: { reason: 'Called me.' } })
    expect(asked.json()).toMatchObject({ editorId: id, askedBy: { id: `editor:${administrator.id}` }, confirmedBy: null })
    expect((await get(administrator, id)).json().abilities).not.toContain('editor.confirm_recovery')
    expect((await get(second, id)).json()).toMatchObject({ recovery: { confirmed: false }, abilities: expect.arrayContaining(['editor.confirm_recovery']) })
    expect((await editing.as(administrator.principal, 'POST', `${path}/${id}/recovery/confirm`)).statusCode).toBe(403)
    expect((await editing.as(second.principal, 'POST', `${path}/${id}/recovery/confirm`)).json()).toMatchObject({ confirmedBy: { id: `editor:${second.id}` } })
  })
})
