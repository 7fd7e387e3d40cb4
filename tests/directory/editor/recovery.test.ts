import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../src/directory/actor.ts'
import type { EditingParts } from '../../../src/directory/command.ts'
import { createApiKey } from '../../../src/directory/api-key/create-api-key.ts'
import { confirmRecovery } from '../../../src/directory/editor/confirm-recovery.ts'
import { startRecovery } from '../../../src/directory/editor/start-recovery.ts'
import { runCommand } from '../../../src/directory/run-command.ts'
import type { MailPayload } from '../../../src/queue/mail-payload.ts'
import { settings } from '../../support/directory.ts'
import { aKey, anOrganisation, aPerson } from '../../support/people.ts'
import { type Account, anAccount, enrol, goodPassword, openSignIn, signInAs, type SignIn } from '../../support/sign-in.ts'

let server: SignIn
let mails: MailPayload[]
let asking: Principal
let confirming: Principal
beforeAll(async () => {
  server = await openSignIn()
  asking = (await aPerson(server.database, { platformRole: 'administrator' })).principal
  confirming = (await aPerson(server.database, { platformRole: 'administrator' })).principal
})
afterAll(() => server.close())

const newPassword = 'parsnip orbit velvet thirteen'

function parts(): EditingParts & { database: SignIn['database'] } {
  mails = []
  return {
    database: server.database,
    settings: { ...settings, fourEyes: true },
    now: server.clock.now,
    queue: {
      enqueue: (_transaction, _name, payload) => {
        mails.push(payload as MailPayload)
        return Promise.resolve('')
      },
    },
  }
}

const start = (by: Principal, { id }: Pick<Account, 'id'>) => runCommand(parts(), by, startRecovery, { id, reason: 'They called me, and I know their voice.' })
const confirm = (by: Principal, { id }: Pick<Account, 'id'>) => runCommand(parts(), by, confirmRecovery, { id })

async function recovered(account: Account): Promise<string> {
  await start(asking, account)
  await confirm(confirming, account)
  const [mail] = mails
  if (mail?.template !== 'account_recovery' || mail.data.token === null) throw new Error('no mail')
  return mail.data.token
}

describe('a recovery', () => {
  it('takes two administrators, ends everything that was, and sends a link to the address of the account', async () => {
    const account = await anAccount(server, { platformRole: 'curator' })
    const browser = await signInAs(server, account)
    await enrol(browser)
    await start(asking, account)
    expect(mails).toEqual([])
    expect((await browser.get('/who')).json().who).not.toBeNull()

    await confirm(confirming, account)
    expect(mails).toEqual([{ to: account.email, template: 'account_recovery', data: { token: expect.stringMatching(/^[\w-]{43}$/), expiresAt: expect.any(String) } }])
    expect((await browser.get('/who')).json().who).toBeNull()
    expect((await server.browser().post('/v1/sign-in/password', { email: account.email, password: goodPassword })).statusCode).toBe(401)
    const audit = await server.database.prisma.auditEvent.findMany({ where: { subjectId: account.id, action: { contains: 'recovery' } }, orderBy: { id: 'asc' } })
    expect(audit.map(({ action }) => action).toSorted()).toEqual(['editor.confirm_recovery', 'editor.start_recovery'])
    const [mail] = mails
    expect(JSON.stringify([audit, await server.database.prisma.recovery.findMany()])).not.toContain(mail?.template === 'account_recovery' ? mail.data.token : '')
  })

  it('lets them choose a password once, and a second factor after that', async () => {
    const account = await anAccount(server, { platformRole: 'curator' })
    await enrol(await signInAs(server, account))
    const token = await recovered(account)
    const looked = await server.browser().get(`/v1/sign-in/recoveries/${token}`)
    expect(looked.json()).toMatchObject({ email: expect.stringMatching(/^p•••@example\.org$/), accept: { path: '/v1/sign-in/recoveries/accept' } })
    expect((await server.browser().post('/v1/sign-in/recoveries/accept', { token, password: 'password1234' })).json()).toMatchObject({ errors: [{ pointer: '/password' }] })
    const answers = await Promise.all([1, 2, 3].map(() => server.browser().post('/v1/sign-in/recoveries/accept', { token, password: newPassword })))
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 410, 410])
    const browser = await signInAs(server, { ...account, password: newPassword })
    expect((await browser.get('/v1/sign-in/session')).json().session.secondFactor).toEqual({ enrolled: false, used: false, required: true })
    await enrol(browser, newPassword)
  })

  it('revokes the keys of that person, and no others, when it is confirmed and not before', async () => {
    const organisationId = await anOrganisation(server.database)
    const account = await anAccount(server, { roles: { [organisationId]: 'editor' } })
    const colleague = await anAccount(server, { roles: { [organisationId]: 'editor' } })
    const [mine, old, theirs] = [
      await aKey(server.database, { ownerId: account.id, organisationId }),
      await aKey(server.database, { ownerId: account.id, organisationId }),
      await aKey(server.database, { ownerId: colleague.id, organisationId }),
    ]
    const before = new Date('2026-01-01T00:00:00Z')
    await server.database.prisma.apiKey.update({ where: { id: old.id }, data: { revokedAt: before } })
    const revoked = async () => {
      const rows = await server.database.prisma.apiKey.findMany({ where: { organisationId } })
      return [mine, old, theirs].map(({ id }) => rows.find((row) => row.id === id)?.revokedAt)
    }
    await start(asking, account)
    expect(await revoked()).toEqual([null, before, null])
    await confirm(confirming, account)
    expect(await revoked()).toEqual([server.clock.now(), before, null])
    const audit = await server.database.prisma.auditEvent.findFirstOrThrow({ where: { subjectId: account.id, action: 'editor.confirm_recovery' } })
    expect(audit.after).toMatchObject({ keys: 1 })
  })

  it('leaves no key to whoever was signed in when it was confirmed and asks for one just then', async () => {
    const organisationId = await anOrganisation(server.database)
    const account = await anAccount(server, { roles: { [organisationId]: 'manager' } })
    const expiresAt = new Date(server.clock.now().getTime() + 86_400_000).toISOString()
    // As a request has it that looked for its session before, and waited for the confirmation then.
    const principal: Principal = { type: 'editor', id: account.id, secondFactor: true }
    const make = () => runCommand(parts(), principal, createApiKey, { organisationId, name: 'Nightly', scopes: ['read'], expiresAt })
    await start(asking, account)
    await expect(make(), 'until then').resolves.toMatchObject({ name: 'Nightly' })
    const token = await recovered(account)
    await expect(make()).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(await server.database.prisma.apiKey.count({ where: { ownerId: account.id, revokedAt: null } })).toBe(0)
    expect((await server.browser().post('/v1/sign-in/recoveries/accept', { token, password: newPassword })).statusCode).toBe(200)
    await expect(make(), 'after it was used').resolves.toMatchObject({ name: 'Nightly' })
  })

  it('is not confirmed by who asked, nor by who is recovered', async () => {
    const account = await anAccount(server, { platformRole: 'administrator' })
    await start(asking, account)
    await expect(confirm(asking, account)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(confirm({ type: 'editor', id: account.id, secondFactor: true }, account)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(start({ type: 'editor', id: account.id, secondFactor: true }, account)).rejects.toMatchObject({ code: 'not_allowed' })
    const row = { editorId: account.id, usedAt: null, endedAt: null }
    const one = server.database.prisma.recovery.updateMany({ where: row, data: { confirmedBy: `editor:${asking.type === 'editor' ? asking.id : ''}`, confirmedAt: new Date(), tokenDigest: 'x' } })
    await expect(one, 'the database refuses it, too').rejects.toThrow('recovery_takes_two')
    await server.database.prisma.editor.update({ where: { id: account.id }, data: { platformRole: null } })
  })

  it.each([
    ['was removed', { removedAt: new Date(), platformRole: null, twoFactorEnabled: false }],
    ['is a curator now', { platformRole: 'curator' as const }],
  ])('is not confirmed when whoever asked %s: two who run the installation must want it', async (_what, data) => {
    const account = await anAccount(server)
    const { id, principal } = await aPerson(server.database, { platformRole: 'administrator' })
    await start(principal, account)
    await server.database.prisma.editor.update({ where: { id }, data })
    await expect(confirm(confirming, account)).rejects.toMatchObject({ code: 'wrong_state' })
    expect(mails).toEqual([])
    expect(await server.database.prisma.signInAccount.count({ where: { editorId: account.id } }), 'nothing has ended').toBe(1)
    await expect(recovered(account), 'somebody else asks anew').resolves.toMatch(/./)
  })

  it('is nothing for a curator, and nothing without a second factor', async () => {
    const account = await anAccount(server)
    const curator = (await aPerson(server.database, { platformRole: 'curator' })).principal
    await expect(start(curator, account)).rejects.toMatchObject({ code: 'no_such_thing' })
    await expect(start({ ...curator, id: (await aPerson(server.database, { platformRole: 'administrator', secondFactor: false })).id, secondFactor: false }, account)).rejects.toMatchObject({
      code: 'second_factor_required',
    })
  })

  it('ends when nobody confirms it in three days, and its link after one', async () => {
    const account = await anAccount(server)
    await start(asking, account)
    server.clock.later(3 * 86_400_000)
    await expect(confirm(confirming, account)).rejects.toMatchObject({ code: 'wrong_state' })
    const token = await recovered(account)
    server.clock.later(86_400_000)
    expect((await server.browser().post('/v1/sign-in/recoveries/accept', { token, password: newPassword })).json()).toMatchObject({ code: 'link_not_valid' })
  })

  it('replaces the one before, whose link works no more', async () => {
    const account = await anAccount(server)
    const first = await recovered(account)
    const second = await recovered(account)
    expect((await server.browser().get(`/v1/sign-in/recoveries/${first}`)).statusCode).toBe(410)
    expect((await server.browser().get(`/v1/sign-in/recoveries/${second}`)).statusCode).toBe(200)
    expect((await server.browser().get('/v1/sign-in/recoveries/unknown')).statusCode).toBe(404)
  })
})
