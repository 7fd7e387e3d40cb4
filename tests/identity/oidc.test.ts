import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { confirmRecovery } from '../../src/directory/editor/confirm-recovery.ts'
import { startRecovery } from '../../src/directory/editor/start-recovery.ts'
import { runCommand } from '../../src/directory/run-command.ts'
import { digestOf, newSecret } from '../../src/lib/secret.ts'
import type { MailPayload } from '../../src/queue/mail-payload.ts'
import { settings } from '../support/directory.ts'
import { startOidcProvider, type OidcPerson, type TestProvider } from '../support/oidc-provider.ts'
import { anOrganisation, aPerson, newId } from '../support/people.ts'
import { anAccount, type Browser, enrol, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'
import { totp } from '../support/totp.ts'
import { waitUntil } from '../support/wait-until.ts'

const client = { clientId: 'directory', clientSecret: 'a secret of the test, and long' }
const redirectUri = 'https://directory.example.org/v1/sign-in/callback/oidc'

describe.each([
  ['in the ID token', true],
  ['when it is asked', false],
])('a provider that tells the address %s', (_how, inIdToken) => {
  let server: SignIn
  let provider: TestProvider
  beforeAll(async () => {
    provider = await startOidcProvider({ ...client, redirectUri, inIdToken })
    server = await openSignIn({ oidc: { issuer: provider.issuer, ...client } })
  })
  afterAll(async () => {
    await server.close()
    await provider.close()
  })

  const begin = async (browser: Browser) => {
    const begun = await browser.post('/v1/sign-in/oidc')
    if (begun.statusCode !== 200) throw new Error(begun.body)
    return begun.json<{ url: string }>().url
  }
  const back = async (person: OidcPerson, browser: Browser) => {
    provider.person = person
    const url = await provider.visit(await begin(browser))
    return url.slice('https://directory.example.org'.length)
  }
  const signIn = async (person: OidcPerson, browser = server.browser()) => ({ browser, answer: await browser.get(await back(person, browser)) })

  /** Two administrators agree to it. @returns what stands at the end of the link that is mailed */
  const recovered = async (id: string) => {
    const mails: MailPayload[] = []
    const parts = {
      database: server.database,
      settings: { ...settings, fourEyes: true },
      now: server.clock.now,
      queue: {
        enqueue: (_transaction: unknown, _name: unknown, payload: unknown) => {
          mails.push(payload as MailPayload)
          return Promise.resolve('')
        },
      },
    }
    const [asking, confirming] = [await aPerson(server.database, { platformRole: 'administrator' }), await aPerson(server.database, { platformRole: 'administrator' })]
    await runCommand(parts, asking.principal, startRecovery, { id, reason: 'They called me, and I know their voice.' })
    await runCommand(parts, confirming.principal, confirmRecovery, { id })
    const [mail] = mails
    if (mail?.template !== 'account_recovery' || mail.data.token === null) throw new Error('no mail')
    return mail.data.token
  }

  it('signs in an editor with an address that it has verified, and keeps no token of it', async () => {
    const account = await anAccount(server)
    const { browser, answer } = await signIn({ sub: 'p-1', email: account.email, emailVerified: true })
    expect(answer.statusCode, answer.body).toBe(303)
    expect(answer.headers.location).toBe('https://directory.example.org/v1/sign-in/session')
    expect((await browser.get('/who')).json()).toEqual({ who: { type: 'editor', id: account.id, secondFactor: false } })
    const editor = await server.database.prisma.editor.findUniqueOrThrow({ where: { id: account.id } })
    expect(editor.name, 'the name stays what it is here').not.toBe('From the provider')
    const stored = await server.database.prisma.signInAccount.findMany({ where: { editorId: account.id, providerId: 'oidc' } })
    expect(stored).toEqual([expect.objectContaining({ accountId: expect.stringContaining('p-1'), password: null })])
    expect(JSON.stringify(stored)).not.toMatch(/eyJ/)
    const again = await signIn({ sub: 'p-1', email: account.email, emailVerified: true })
    expect((await again.browser.get('/who')).json().who).toMatchObject({ id: account.id })
  })

  it('signs in nobody else: not with an address that is not verified, not somebody unknown, not somebody who was removed', async () => {
    const account = await anAccount(server)
    const removed = await anAccount(server)
    await signIn({ sub: 'p-removed', email: removed.email, emailVerified: true })
    await server.database.prisma.editor.update({ where: { id: removed.id }, data: { removedAt: new Date() } })
    const unproven = await anAccount(server)
    await server.database.prisma.editor.update({ where: { id: unproven.id }, data: { emailVerified: false } })
    const editors = await server.database.prisma.editor.count()
    for (const person of [
      { sub: 'p-2', email: account.email, emailVerified: false },
      { sub: 'p-3', email: 'stranger@example.org', emailVerified: true },
      { sub: 'p-removed', email: removed.email, emailVerified: true },
      { sub: 'p-4', email: unproven.email, emailVerified: true },
    ]) {
      const { browser, answer } = await signIn(person)
      expect(answer.json(), person.sub).toMatchObject({ status: 401, code: 'sign_in_failed' })
      expect((await browser.get('/who')).json()).toEqual({ who: null })
    }
    expect(await server.database.prisma.editor.count()).toBe(editors)
  })

  it('knows an editor by the first who came with their address: it may belong to somebody else some day', async () => {
    const account = await anAccount(server)
    await signIn({ sub: 'p-first', email: account.email, emailVerified: true })
    const { browser, answer } = await signIn({ sub: 'p-second', email: account.email, emailVerified: true })
    expect(answer.json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect((await browser.get('/who')).json()).toEqual({ who: null })
    const again = await signIn({ sub: 'p-first', email: 'moved-on@example.org', emailVerified: true })
    expect((await again.browser.get('/who')).json().who).toMatchObject({ id: account.id })
  })

  it('is asked by anybody without a row for it in the database', async () => {
    const browsers = [1, 2, 3].map(() => server.browser())
    const before = await server.database.prisma.signInToken.count()
    for (const browser of browsers) await begin(browser)
    const [browser] = browsers
    for (const name of browser?.cookies.keys() ?? []) browser?.cookies.set(name, 'made up')
    expect((await browser?.get('/v1/sign-in/callback/oidc?code=x&state=y'))?.json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect(await server.database.prisma.signInToken.count()).toBe(before)
  })

  it('that asked for a second factor has none here that backup codes could stand in for', async () => {
    const account = await anAccount(server)
    const { browser } = await signIn({ sub: 'p-codes', email: account.email, emailVerified: true, amr: ['pwd', 'mfa'] })
    const codes = await browser.post('/v1/sign-in/backup-codes', { password: account.password })
    expect([codes.statusCode, codes.json().code]).toEqual([403, 'second_factor_required'])
  })

  it('counts as a second factor when it says that it asked for one, and otherwise one is asked for here', async () => {
    const account = await anAccount(server, { platformRole: 'curator' })
    const { secret } = await enrol(await signInAs(server, account))
    const person = { sub: 'p-5', email: account.email, emailVerified: true }
    for (const [amr, secondFactor] of [[['pwd', 'mfa'], true], [['pwd'], false]] as const) {
      const asked = await signIn({ ...person, amr })
      expect((await asked.browser.get('/who')).json().who, amr.join()).toMatchObject({ secondFactor })
    }
    const { browser } = await signIn(person)
    expect((await browser.get('/who')).json().who).toMatchObject({ secondFactor: false })
    expect((await browser.post('/v1/sign-in/second-factor', { code: totp(secret, new Date(Date.now() + 30_000)) })).statusCode).toBe(200)
    expect((await browser.get('/who')).json().who).toMatchObject({ secondFactor: true })
  })

  it('signs in nobody whose recovery waits for its link to be used, and leaves the new password a way in', async () => {
    const account = await anAccount(server, { platformRole: 'curator' })
    const person = { sub: 'p-8', email: account.email, emailVerified: true }
    await enrol(await signInAs(server, account))
    await signIn(person)
    const token = await recovered(account.id)
    const { browser, answer } = await signIn(person)
    expect(answer.json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect((await browser.get('/who')).json()).toEqual({ who: null })
    // Nor when the link has grown too old, nor when it is ended by another one that is asked for.
    await server.database.prisma.recovery.updateMany({ where: { editorId: account.id }, data: { expiresAt: new Date(0) } })
    expect((await signIn(person)).answer.json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    await server.database.prisma.recovery.updateMany({ where: { editorId: account.id }, data: { endedAt: server.clock.now() } })
    expect((await signIn(person)).answer.json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    const later = await recovered(account.id)
    const password = 'parsnip orbit velvet thirteen'
    expect((await server.browser().post('/v1/sign-in/recoveries/accept', { token, password })).statusCode).toBe(410)
    expect((await server.browser().post('/v1/sign-in/recoveries/accept', { token: later, password })).json()).toEqual({ done: true })
    await enrol(await signInAs(server, { ...account, password }), password)
    expect((await (await signIn(person)).browser.get('/who')).json().who).toMatchObject({ id: account.id, secondFactor: false })
  })

  it('signs in nobody either whose recovery was confirmed while their session was about to begin', async () => {
    const account = await anAccount(server)
    const person = { sub: 'p-8-late', email: account.email, emailVerified: true }
    await signIn(person)
    const late = server.browser()
    const url = await back(person, late)
    const gatekeeper = await connectOnce(server.databaseUrl)
    const waitingForLocks = async () => {
      await gatekeeper.query('SELECT pg_stat_clear_snapshot()')
      const { rowCount } = await gatekeeper.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
      return rowCount
    }
    try {
      await gatekeeper.query('BEGIN')
      await gatekeeper.query('LOCK TABLE sign_in_session IN SHARE ROW EXCLUSIVE MODE')
      const answering = late.get(url)
      await waitUntil('the session is about to begin', async () => (await waitingForLocks()) === 1)
      const confirming = recovered(account.id)
      await waitUntil('the recovery ends all sessions', async () => (await waitingForLocks()) === 2)
      await gatekeeper.query('ROLLBACK')
      await confirming
      expect((await answering).json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    } finally {
      await gatekeeper.end()
    }
    expect((await late.get('/who')).json()).toEqual({ who: null })
    expect(await server.database.prisma.signInSession.count({ where: { editorId: account.id } })).toBe(0)
  })

  it('sends back to the browser that began, and to no other', async () => {
    const account = await anAccount(server)
    const person = { sub: 'p-6', email: account.email, emailVerified: true }
    const url = await back(person, server.browser())
    const victim = server.browser()
    expect((await victim.get(url)).json()).toMatchObject({ code: 'sign_in_failed' })
    expect((await victim.get('/who')).json()).toEqual({ who: null })
    const own = server.browser()
    const answer = await back(person, own)
    expect((await own.get(answer)).statusCode).toBe(303)
    expect((await own.get(answer)).json(), 'once').toMatchObject({ code: 'sign_in_failed' })
    for (const query of ['', '?error=access_denied', '?code=x&state=y', '?state=%00']) {
      expect((await server.browser().get(`/v1/sign-in/callback/oidc${query}`)).statusCode, query).toBe(401)
    }
  })

  it('is how somebody who was invited may sign in without a password here', async () => {
    const token = newSecret()
    const at = server.clock.now()
    const organisationId = await anOrganisation(server.database)
    const email = 'with-oidc@example.org'
    await server.database.prisma.invitation.create({
      data: { id: newId(), organisationId, role: 'editor', email, tokenDigest: digestOf(token), invitedBy: 'system:test', createdAt: at, expiresAt: new Date(at.getTime() + 1000) },
    })
    const accepted = await server.browser().post('/v1/sign-in/invitations/accept', { token, name: 'Maria' })
    expect(accepted.json()).toMatchObject({ next: 'oidc' })
    expect((await server.browser().post('/v1/sign-in/password', { email, password: 'anything at all' })).statusCode).toBe(401)
    const { browser } = await signIn({ sub: 'p-7', email, emailVerified: true })
    expect((await browser.get('/who')).json().who).toMatchObject({ id: accepted.json().editor })
    expect((await browser.post('/v1/sign-in/change-password', { password: 'x', newPassword: 'parsnip orbit velvet thirteen' })).json()).toMatchObject({ code: 'wrong_state' })
    const enrolment = await browser.post('/v1/sign-in/second-factor/enrol', {})
    expect(enrolment.statusCode, 'without a password').toBe(200)
  })
})

describe('a provider that is away', () => {
  it('is a problem of its own: passwords go on, and it is asked again', async () => {
    const provider = await startOidcProvider({ ...client, redirectUri, inIdToken: true })
    await provider.close()
    const server = await openSignIn({ oidc: { issuer: provider.issuer, ...client } })
    try {
      expect((await server.browser().post('/v1/sign-in/oidc')).json()).toMatchObject({ status: 503, code: 'provider_away' })
      expect((await server.browser().get('/v1/sign-in/callback/oidc?code=x&state=y')).json()).toMatchObject({ status: 503 })
      await signInAs(server, await anAccount(server))
      expect(server.warnings.join()).toContain('OpenID')
    } finally {
      await server.close()
    }
  })
})
