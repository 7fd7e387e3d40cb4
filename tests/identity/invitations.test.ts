import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrganisationRole, PlatformRole } from '../../src/db/generated/client.ts'
import { firstStart, offerAdministration, operator } from '../../src/directory/editor/offer-administration.ts'
import { digestOf, newSecret } from '../../src/lib/secret.ts'
import { anOrganisation, newId } from '../support/people.ts'
import { anAccount, goodPassword, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

let count = 0
async function invite(facts: { email?: string; organisationId?: string; role?: OrganisationRole; platformRole?: PlatformRole; revokedAt?: Date } = {}) {
  count += 1
  const token = newSecret()
  const email = facts.email ?? `invited-${count}@example.org`
  const organisationId = facts.platformRole === undefined ? (facts.organisationId ?? (await anOrganisation(server.database))) : null
  const at = server.clock.now()
  const place = organisationId === null ? { platformRole: facts.platformRole ?? null } : { organisationId, role: facts.role ?? 'editor' }
  const row = { id: newId(), email, tokenDigest: digestOf(token), invitedBy: 'system:test', createdAt: at, expiresAt: new Date(at.getTime() + 86_400_000), revokedAt: facts.revokedAt ?? null }
  await server.database.prisma.invitation.create({ data: { ...row, ...place } })
  return { token, email, organisationId, id: row.id }
}

const accept = (token: string, more: object = {}, browser = server.browser()) =>
  browser.post('/v1/sign-in/invitations/accept', { token, name: 'Maria Virtanen', password: goodPassword, ...more })

describe('the link of an invitation', () => {
  it('tells what it offers, and the address only to who knows it', async () => {
    const organisationId = await anOrganisation(server.database, { name: 'Lasten apu' })
    const { token } = await invite({ email: 'maria@example.org', organisationId, role: 'reviewer' })
    const answer = await server.browser().get(`/v1/sign-in/invitations/${token}`)
    expect(answer.json()).toMatchObject({
      organisation: 'Lasten apu',
      role: 'reviewer',
      email: 'm•••@example.org',
      accept: { method: 'POST', path: '/v1/sign-in/invitations/accept', fields: ['token', 'name', 'password'] },
    })
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    await server.database.prisma.invitation.deleteMany({ where: { email: 'maria@example.org' } })
  })

  it('is kept as its digest', async () => {
    const { token } = await invite()
    expect(JSON.stringify(await server.database.prisma.invitation.findMany())).not.toContain(token)
  })
})

describe('accepting', () => {
  it('makes an editor with the address that was invited, who can sign in', async () => {
    const { token, email, organisationId, id } = await invite({ role: 'manager' })
    const browser = server.browser()
    const answer = await accept(token, {}, browser)
    expect(answer.json()).toEqual({ editor: expect.any(String), next: 'password' })
    expect(browser.cookies.size).toBe(0)
    await signInAs(server, { id: '', email, password: goodPassword }, browser)
    expect((await browser.get('/v1/sign-in/session')).json().session.editor).toMatchObject({
      id: answer.json().editor,
      name: 'Maria Virtanen',
      email,
      memberships: [{ organisation: { id: organisationId }, role: 'manager' }],
    })
    const audit = await server.database.prisma.auditEvent.findMany({ where: { subjectId: id } })
    expect(audit).toMatchObject([{ action: 'invitation.accept', actor: `editor:${answer.json().editor}`, organisationId }])
    for (const text of [email, 'Virtanen', token]) expect(JSON.stringify(audit)).not.toContain(text)
  })

  it('needs a name and a password that is hard to guess, and tells all faults at once', async () => {
    const { token } = await invite()
    const answer = await server.browser().post('/v1/sign-in/invitations/accept', { token, password: 'password1234', email: 'other@example.org' })
    expect(answer.json().errors).toMatchObject([{ pointer: '/name' }, { pointer: '/email', code: 'conflict' }, { pointer: '/password', code: 'invalid_value' }])
    expect((await accept(token)).statusCode).toBe(200)
  })

  it('adds the membership to somebody who is signed in with the same address', async () => {
    const account = await anAccount(server)
    const { token, organisationId } = await invite({ email: account.email })
    const browser = await signInAs(server, account)
    const answer = await browser.post('/v1/sign-in/invitations/accept', { token })
    expect(answer.json()).toEqual({ editor: account.id, next: null })
    expect(await server.database.prisma.membership.findMany({ where: { editorId: account.id } })).toMatchObject([{ organisationId, role: 'editor' }])
  })

  it('asks somebody who has an account to sign in first, and the link works then', async () => {
    const account = await anAccount(server)
    const { token } = await invite({ email: account.email })
    expect((await accept(token)).json()).toMatchObject({ status: 409, code: 'account_exists' })
    expect((await (await signInAs(server, account)).post('/v1/sign-in/invitations/accept', { token })).statusCode).toBe(200)
  })

  it('gives nobody else the membership when the link was passed on', async () => {
    const [invited, other] = [await anAccount(server), await anAccount(server)]
    for (const email of [invited.email, 'not-yet-here@example.org']) {
      const { token } = await invite({ email })
      const answer = await (await signInAs(server, other)).post('/v1/sign-in/invitations/accept', { token })
      expect(answer.json()).toMatchObject({ status: 409, code: 'other_account' })
      expect(answer.body).not.toContain(email)
    }
    expect(await server.database.prisma.membership.count({ where: { editorId: other.id } })).toBe(0)
  })

  it('never lowers what somebody has', async () => {
    const account = await anAccount(server, { platformRole: 'administrator' })
    const { token } = await invite({ email: account.email, platformRole: 'curator' })
    const browser = await signInAs(server, account)
    expect((await browser.post('/v1/sign-in/invitations/accept', { token })).statusCode).toBe(200)
    expect(await server.database.prisma.editor.findUnique({ where: { id: account.id } })).toMatchObject({ platformRole: 'administrator' })

    const organisationId = await anOrganisation(server.database)
    const manager = await anAccount(server, { roles: { [organisationId]: 'manager' } })
    const again = await invite({ email: manager.email, organisationId, role: 'viewer' })
    expect((await (await signInAs(server, manager)).post('/v1/sign-in/invitations/accept', { token: again.token })).json()).toMatchObject({ code: 'already_exists' })
    await server.database.prisma.editor.update({ where: { id: account.id }, data: { platformRole: null } })
  })
})

describe('an invitation that cannot be accepted', () => {
  it('was used: of many at once, one is accepted', async () => {
    const { token, email } = await invite()
    const answers = await Promise.all(Array.from({ length: 4 }, () => accept(token)))
    const codes = answers.map((answer) => (answer.statusCode === 200 ? 'accepted' : answer.json().code))
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1)
    for (const code of codes) expect(['accepted', 'link_not_valid', 'account_exists']).toContain(code)
    expect(await server.database.prisma.editor.count({ where: { email } })).toBe(1)
    expect((await accept(token)).json()).toMatchObject({ status: 410, code: 'link_not_valid' })
    expect((await server.browser().get(`/v1/sign-in/invitations/${token}`)).statusCode).toBe(410)
  })

  it('is one of two to the same address, accepted at once: one account, and the other link still works', async () => {
    const email = 'twice@example.org'
    const [first, second] = [await invite({ email }), await invite({ email })]
    const answers = await Promise.all([accept(first.token), accept(second.token)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    const left = answers[0]?.statusCode === 409 ? first : second
    const browser = await signInAs(server, { id: '', email, password: goodPassword })
    expect((await browser.post('/v1/sign-in/invitations/accept', { token: left.token })).statusCode).toBe(200)
    expect((await browser.get('/v1/sign-in/session')).json().session.editor.memberships).toHaveLength(2)
  })

  it('was revoked, has expired, or never was; and costs no hash', async () => {
    const revoked = await invite({ revokedAt: server.clock.now() })
    const expired = await invite()
    await server.database.prisma.invitation.update({ where: { id: expired.id }, data: { expiresAt: server.clock.now() } })
    const before = server.hashes.count
    expect((await accept(revoked.token)).json()).toMatchObject({ code: 'link_not_valid', detail: 'The invitation was taken back.' })
    expect((await accept(expired.token)).json()).toMatchObject({ code: 'link_not_valid', detail: 'The invitation has expired.' })
    expect((await accept(newSecret())).json()).toMatchObject({ status: 404, code: 'no_such_thing' })
    expect(server.hashes.count).toBe(before)
  })
})

describe('the first administrator', () => {
  it('is whoever has the link that the start printed, and says who they are', async () => {
    const first = await offerAdministration(server.database, firstStart, server.clock.now())
    const second = await offerAdministration(server.database, firstStart, server.clock.now())
    expect((await accept(first?.token ?? '')).json()).toMatchObject({ code: 'link_not_valid' })
    const token = second?.token ?? ''
    expect((await server.browser().get(`/v1/sign-in/invitations/${token}`)).json()).toMatchObject({
      organisation: null,
      role: 'administrator',
      email: null,
      accept: { fields: ['token', 'email', 'name', 'password'] },
    })
    expect((await accept(token)).json()).toMatchObject({ errors: [{ pointer: '/email', code: 'missing' }] })
    const email = 'first@example.org'
    expect((await accept(token, { email: 'First@Example.org ' })).statusCode).toBe(200)
    const browser = await signInAs(server, { id: '', email, password: goodPassword })
    expect((await browser.get('/v1/sign-in/session')).json().session).toMatchObject({ editor: { platformRole: 'administrator' }, secondFactor: { required: true } })
    expect(await offerAdministration(server.database, firstStart, server.clock.now()), 'there is one').toBeNull()
  })

  it('is one: a link from before works no more when there is one', async () => {
    const other = await openSignIn()
    try {
      const offer = await offerAdministration(other.database, firstStart, other.clock.now())
      await anAccount(other, { platformRole: 'administrator' })
      const answer = await other.browser().post('/v1/sign-in/invitations/accept', { token: offer?.token, name: 'Late', email: 'late@example.org', password: goodPassword })
      expect(answer.json()).toMatchObject({ code: 'link_not_valid' })
    } finally {
      await other.close()
    }
  })

  it('can be joined by another one with a link that an operator makes', async () => {
    const offer = await offerAdministration(server.database, operator, server.clock.now())
    expect((await accept(offer?.token ?? '', { email: 'operator@example.org' })).statusCode).toBe(200)
  })

  it('gets a link from one of the nodes that start at once, and only the last one works', async () => {
    const other = await openSignIn()
    try {
      const offers = await Promise.all([1, 2, 3, 4].map(() => offerAdministration(other.database, firstStart, other.clock.now())))
      const open = await other.database.prisma.invitation.findMany({ where: { revokedAt: null } })
      expect(open).toHaveLength(1)
      expect(offers.map((offer) => digestOf(offer?.token ?? ''))).toContain(open[0]?.tokenDigest)
    } finally {
      await other.close()
    }
  })
})

describe('whoever tries password after password with a link', () => {
  it('is slowed down, and costs no more than that', async () => {
    const { token } = await invite()
    const statuses: number[] = []
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await accept(token, { password: 'password1234' })).statusCode)
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    server.clock.later(1000)
    expect((await accept(token)).statusCode).toBe(200)
  })
})
