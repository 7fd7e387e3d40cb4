import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { acceptInvitation } from '../../src/directory/invitation/accept-invitation.ts'
import { ProblemError } from '../../src/lib/errors.ts'
import { tracesInDatabase } from '../support/find-traces.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { holdUp } from '../support/hold-up.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import type { Person } from '../support/people.ts'

let editing: Editing
let gatekeeper: pg.Client
let administrator: Person
let organisationId: string
let manager: Person

beforeAll(async () => {
  editing = await openEditing()
  gatekeeper = await connectOnce(editing.test.url)
  administrator = await aPerson(editing.database, { platformRole: 'administrator' })
  organisationId = await anOrganisation(editing.database, { name: 'Inviting' })
  manager = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
})
afterAll(async () => {
  await gatekeeper.end()
  await editing.close()
})

const list = () => `/v1/console/organisations/${organisationId}/invitations`
const invite = (who: Person, body: object) => editing.as(who.principal, 'POST', list(), { body })
const revoke = (who: Person, id: string) => editing.as(who.principal, 'POST', `/v1/console/invitations/${id}/revoke`)

/** The token that went out with the last mail. */
function lastToken(): string {
  const mail = editing.asked.findLast(({ name }) => name === 'send-mail')?.payload as { data: { token: string } }
  return mail.data.token
}

/** What comes of using a link: a status as the route would answer, 200 when it works. */
async function accept(token: string, name = 'Somebody New'): Promise<{ statusCode: number }> {
  try {
    await inTransaction(editing.database, (transaction) =>
      acceptInvitation(transaction, { token, signedIn: null, newcomer: { name, passwordHash: 'hash', email: null } }, editing.clock.now),
    )
    return { statusCode: 200 }
  } catch (error) {
    if (error instanceof ProblemError) return { statusCode: error.statusCode }
    throw error
  }
}

const stateOf = async (id: string) =>
  (await editing.as(manager.principal, 'GET', list())).json().invitations.find((entry: { id: string }) => entry.id === id).state as string

describe('an invitation', () => {
  it('sends its link to the address, and to nobody else: no answer, no table and no audit row has it', async () => {
    const response = await invite(manager, { email: 'New.Person@Example.org', role: 'editor' })
    expect(response.statusCode, response.body).toBe(201)
    expect(response.json()).toMatchObject({ email: 'new.person@example.org', role: 'editor', state: 'open', expiresAt: '2026-03-17T12:00:00.000Z' })
    expect(editing.asked.at(-1)?.payload).toMatchObject({ to: 'new.person@example.org', template: 'invitation', data: { organisation: 'Inviting', role: 'editor' } })
    const token = lastToken()
    expect(response.body).not.toContain(token)
    expect((await editing.as(manager.principal, 'GET', list())).body).not.toContain(token)
    expect((await tracesInDatabase(editing.test.url, [token.toLowerCase()])).found).toEqual([])
    const audit = await editing.database.prisma.auditEvent.findMany({ where: { subjectId: response.json().id } })
    expect(JSON.stringify(audit)).not.toContain('example.org')
  })

  it('makes whoever accepts it a member in the role that was offered', async () => {
    const { id } = (await invite(manager, { email: 'accepting@example.org', role: 'reviewer' })).json()
    expect(await accept(lastToken())).toEqual({ statusCode: 200 })
    expect(await stateOf(id)).toBe('accepted')
    const member = await editing.database.prisma.membership.findFirstOrThrow({ where: { editor: { email: 'accepting@example.org' } } })
    expect([member.organisationId, member.role]).toEqual([organisationId, 'reviewer'])
    expect((await revoke(manager, id)).json().code).toBe('wrong_state')
  })

  it('works no more when the same address is invited again', async () => {
    const first = (await invite(manager, { email: 'twice@example.org', role: 'viewer' })).json()
    const old = lastToken()
    await invite(manager, { email: 'twice@example.org', role: 'editor' })
    expect(await stateOf(first.id)).toBe('revoked')
    expect(await accept(old)).toEqual({ statusCode: 410 })
    expect(await accept(lastToken())).toEqual({ statusCode: 200 })
  })

  it('works once, and not for longer than a week', async () => {
    await invite(manager, { email: 'once@example.org', role: 'viewer' })
    const token = lastToken()
    expect(await Promise.all([accept(token), accept(token)])).toEqual(expect.arrayContaining([{ statusCode: 200 }, { statusCode: 410 }]))
    const { id } = (await invite(manager, { email: 'late@example.org', role: 'viewer' })).json()
    const { now } = editing.clock
    editing.clock.now = new Date(now.getTime() + 7 * 24 * 60 * 60 * 1000)
    try {
      expect(await accept(lastToken())).toEqual({ statusCode: 410 })
      expect(await stateOf(id)).toBe('expired')
    } finally {
      editing.clock.now = now
    }
  })

  it('is either taken back or accepted when both happen at once', async () => {
    for (const order of ['revoke first', 'accept first']) {
      const { id } = (await invite(manager, { email: `${order.replace(' ', '-')}@example.org`, role: 'viewer' })).json()
      const token = lastToken()
      const lock = { text: 'SELECT FROM invitation WHERE id = $1 FOR UPDATE', values: [id as string] }
      const tasks = [() => revoke(manager, id), () => accept(token)]
      const results = await holdUp<{ statusCode: number }>(gatekeeper, lock, order === 'revoke first' ? tasks : tasks.toReversed())
      const statuses = results.map(({ statusCode }) => statusCode).sort((less, more) => less - more)
      const state = await stateOf(id)
      expect(state === 'revoked' ? [200, 410] : [200, 409]).toEqual(statuses)
      const row = await editing.database.prisma.invitation.findUniqueOrThrow({ where: { id } })
      expect([row.acceptedAt === null, row.revokedAt === null].filter(Boolean)).toHaveLength(1)
    }
  })

  it('of two managers who invite the same address at once, one sends a link that works', async () => {
    const other = await aPerson(editing.database, { roles: { [organisationId]: 'manager' } })
    const lock = { text: 'SELECT FROM organisation WHERE id = $1 FOR UPDATE', values: [organisationId] }
    const body = { email: 'both@example.org', role: 'viewer' }
    const both = await holdUp(gatekeeper, lock, [() => invite(manager, body), () => invite(other, body)])
    expect(both.map(({ statusCode }) => statusCode)).toEqual([201, 201])
    expect(await editing.database.prisma.invitation.count({ where: { email: 'both@example.org', revokedAt: null } })).toBe(1)
  })
})

describe('409', () => {
  it('answers the invitation of somebody who is a member already', async () => {
    const { email } = await editing.database.prisma.editor.findUniqueOrThrow({ where: { id: manager.id } })
    const response = await invite(administrator, { email: email.toUpperCase(), role: 'viewer' })
    expect([response.statusCode, response.json().code]).toEqual([409, 'already_exists'])
  })

  it('answers whoever sends more than fifty in a day', async () => {
    const busy = await anOrganisation(editing.database)
    const row = (index: number) => ({ id: crypto.randomUUID(), organisationId: busy, role: 'viewer' as const, email: `${index}@example.org`, tokenDigest: crypto.randomUUID(), invitedBy: 'seed' })
    const { now } = editing.clock
    await editing.database.prisma.invitation.createMany({ data: Array.from({ length: 50 }, (_, index) => ({ ...row(index), createdAt: now, expiresAt: now, revokedAt: now })) })
    const ask = () => editing.as(administrator.principal, 'POST', `/v1/console/organisations/${busy}/invitations`, { body: { email: 'one-more@example.org', role: 'viewer' } })
    expect((await ask()).statusCode).toBe(409)
    editing.clock.now = new Date(now.getTime() + 24 * 60 * 60 * 1000)
    expect((await ask()).statusCode).toBe(201)
    editing.clock.now = now
  })
})

describe('403', () => {
  it('answers a curator who invites themselves', async () => {
    const curator = await aPerson(editing.database, { platformRole: 'curator' })
    const { email } = await editing.database.prisma.editor.findUniqueOrThrow({ where: { id: curator.id } })
    expect((await invite(curator, { email, role: 'manager' })).json().code).toBe('not_allowed')
    expect((await invite(curator, { email: 'first-manager@example.org', role: 'manager' })).statusCode).toBe(201)
  })
})

describe('an invitation to run the installation', () => {
  const path = '/v1/console/platform-invitations'

  it('is sent, listed and taken back by administrators', async () => {
    const created = await editing.as(administrator.principal, 'POST', path, { body: { email: 'curator-to-be@example.org', platformRole: 'curator' } })
    expect(created.json()).toMatchObject({ organisationId: null, role: null, platformRole: 'curator', abilities: ['platform_invitation.revoke'] })
    const listed = await editing.as(administrator.principal, 'GET', path)
    expect(listed.json().invitations.map(({ id }: { id: string }) => id)).toEqual([created.json().id])
    const token = lastToken()
    const revoked = await editing.as(administrator.principal, 'POST', `${path}/${created.json().id}/revoke`)
    expect(revoked.json()).toMatchObject({ state: 'revoked', abilities: [] })
    expect(await accept(token)).toEqual({ statusCode: 410 })
  })

  it('is not taken back as if it were one into an organisation', async () => {
    const { id } = (await editing.as(administrator.principal, 'POST', path, { body: { email: 'another@example.org', platformRole: 'administrator' } })).json()
    expect((await revoke(administrator, id)).statusCode).toBe(404)
  })
})
