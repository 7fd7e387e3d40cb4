import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, enrol, goodPassword, openSignIn, signInAs, type Account, type Browser, type SignIn } from '../support/sign-in.ts'
import { anOrganisation } from '../support/people.ts'
import { totp } from '../support/totp.ts'

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

const who = async (browser: Browser) => (await browser.get('/who')).json<{ who: { secondFactor: boolean } | null }>().who
/** A code of half a minute before or after this one, which is accepted as well and was not used yet. */
const nextCode = (secret: string, steps = 1) => totp(secret, new Date(Date.now() + steps * 30_000))
const withPassword = ({ email, password }: Account) => ({ email, password })

async function enrolled(facts: Parameters<typeof anAccount>[1] = {}) {
  const account = await anAccount(server, facts)
  const browser = await signInAs(server, account)
  return { account, browser, ...(await enrol(browser)) }
}

describe('setting up a second factor', () => {
  it('makes the session one that has shown it, and others stay without', async () => {
    const account = await anAccount(server, { platformRole: 'curator' })
    const [phone, desk] = [await signInAs(server, account), await signInAs(server, account)]
    expect((await desk.get('/v1/sign-in/session')).json().session.secondFactor).toEqual({ enrolled: false, used: false, required: true })
    const before = desk.cookies.get('__Host-directory-session')
    await enrol(desk)
    expect(desk.cookies.get('__Host-directory-session')).not.toBe(before)
    expect((await desk.get('/v1/sign-in/session')).json().session.secondFactor).toEqual({ enrolled: true, used: true, required: true })
    expect(await who(phone)).toMatchObject({ secondFactor: false })
  })

  it('takes the password, and a code of the new app', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    expect((await browser.post('/v1/sign-in/second-factor/enrol', { password: 'not the password' })).json()).toMatchObject({ code: 'sign_in_failed' })
    expect((await browser.post('/v1/sign-in/second-factor/enrol', {})).json()).toMatchObject({ code: 'sign_in_failed' })
    const { secret, uri } = (await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })).json()
    expect(uri).toMatch(/^otpauth:\/\/totp\//)
    const wrong = String((Number(totp(secret)) + 1) % 1_000_000).padStart(6, '0')
    expect((await browser.post('/v1/sign-in/second-factor/confirm', { code: wrong })).json()).toMatchObject({ code: 'sign_in_failed' })
    expect(await who(browser)).toMatchObject({ secondFactor: false })
    expect((await browser.post('/v1/sign-in/second-factor/confirm', { code: totp(secret) })).statusCode).toBe(200)
  })

  it('that was not confirmed counts for nothing: neither its code nor its backup codes', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    const { secret, backupCodes } = (await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })).json()
    for (const code of [totp(secret), backupCodes[0]]) {
      expect((await browser.post('/v1/sign-in/second-factor', { code })).json()).toMatchObject({ code: 'sign_in_failed' })
    }
    expect(await who(browser)).toMatchObject({ secondFactor: false })
    expect((await server.browser().post('/v1/sign-in/password', withPassword(account))).json()).toEqual({ signedIn: true, next: null })
  })

  it('leaves neither its secret nor its codes readable in the database', async () => {
    const { account, secret, backupCodes } = await enrolled()
    const stored = JSON.stringify(await server.database.prisma.signInSecondFactor.findMany({ where: { editorId: account.id } }))
    for (const text of [secret, ...backupCodes]) expect(stored).not.toContain(text)
  })
})

describe('signing in', () => {
  it('asks for a code, and the password alone signs nobody in', async () => {
    const { account, secret } = await enrolled()
    const browser = server.browser()
    const begun = await browser.post('/v1/sign-in/password', withPassword(account))
    expect(begun.json()).toEqual({ signedIn: false, next: 'second_factor' })
    expect(browser.cookies.has('__Host-directory-session')).toBe(false)
    expect(browser.cookies.has('__Host-directory-device')).toBe(false)
    expect(await who(browser)).toBeNull()
    expect((await browser.get('/v1/sign-in/sessions')).statusCode).toBe(401)
    expect((await browser.post('/v1/sign-in/second-factor', { code: nextCode(secret) })).json()).toEqual({ signedIn: true, next: null })
    expect(await who(browser)).toEqual({ type: 'editor', id: account.id, secondFactor: true })
    expect(browser.cookies.has('__Host-directory-device')).toBe(true)
  })

  it('takes a code once', async () => {
    const { account, secret } = await enrolled()
    const code = nextCode(secret)
    const [first, second] = [server.browser(), server.browser()]
    for (const browser of [first, second]) await browser.post('/v1/sign-in/password', withPassword(account))
    const answers = await Promise.all([first, second].map((browser) => browser.post('/v1/sign-in/second-factor', { code })))
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 401])
    expect((await Promise.all([first, second].map(who))).filter((found) => found !== null)).toHaveLength(1)
  })

  it('does not take the code that has just set the second factor up', async () => {
    const account = await anAccount(server)
    const first = await signInAs(server, account)
    const { secret } = (await first.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })).json()
    const code = totp(secret)
    expect((await first.post('/v1/sign-in/second-factor/confirm', { code })).statusCode).toBe(200)
    const browser = server.browser()
    await browser.post('/v1/sign-in/password', withPassword(account))
    expect((await browser.post('/v1/sign-in/second-factor', { code })).statusCode).toBe(401)
    // The sign-in is over with it, and begins anew.
    await browser.post('/v1/sign-in/password', withPassword(account))
    expect((await browser.post('/v1/sign-in/second-factor', { code: nextCode(secret) })).statusCode).toBe(200)
  })

  it('takes each backup code once, also at the same time', async () => {
    const { account, backupCodes } = await enrolled()
    const code = backupCodes[3]
    const browsers = [server.browser(), server.browser(), server.browser()]
    for (const browser of browsers) await browser.post('/v1/sign-in/password', withPassword(account))
    const answers = await Promise.all(browsers.map((browser) => browser.post('/v1/sign-in/second-factor', { code })))
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    const late = server.browser()
    await late.post('/v1/sign-in/password', withPassword(account))
    expect((await late.post('/v1/sign-in/second-factor', { code })).statusCode).toBe(401)
    expect((await late.post('/v1/sign-in/second-factor', { code: backupCodes[4] })).statusCode).toBe(200)
    expect(await who(late)).toMatchObject({ secondFactor: true })
  })

  it('is over after a few wrong codes', async () => {
    const { account, secret } = await enrolled()
    const browser = server.browser()
    await browser.post('/v1/sign-in/password', withPassword(account))
    for (let tries = 0; tries < 6; tries += 1) expect((await browser.post('/v1/sign-in/second-factor', { code: 'wrong-codes' })).statusCode).toBe(401)
    expect((await browser.post('/v1/sign-in/second-factor', { code: nextCode(secret) })).statusCode).toBe(401)
    expect(await who(browser)).toBeNull()
  })

  it('is an attempt until its code has come: many that wait are not so many guesses at once', async () => {
    const { account, secret } = await enrolled()
    const begin = async () => {
      const browser = server.browser()
      return { browser, answer: await browser.post('/v1/sign-in/password', withPassword(account)) }
    }
    const begun = []
    for (let tries = 0; tries < 30; tries += 1) begun.push(await begin())
    const waiting = begun.filter(({ answer }) => answer.statusCode === 200)
    expect(waiting).toHaveLength(5)
    expect(begun.at(-1)?.answer.json()).toMatchObject({ status: 429, code: 'too_many_attempts' })
    await Promise.all(begun.map(({ browser }) => browser.post('/v1/sign-in/second-factor', { code: 'wrong-codes' })))
    const { failedVerificationCount } = await server.database.prisma.signInSecondFactor.findFirstOrThrow({ where: { editorId: account.id } })
    expect(failedVerificationCount).toBe(5)

    server.clock.later(60_000)
    const { browser } = await begin()
    expect((await browser.post('/v1/sign-in/second-factor', { code: nextCode(secret) })).statusCode).toBe(200)
    expect((await begin()).answer.statusCode, 'the right code is forgiven what was before it').toBe(200)
    expect((await begin()).answer.statusCode).toBe(200)
  })

  it('never trusts a device: the next time it asks again', async () => {
    const { account, browser } = await enrolled()
    await browser.post('/v1/sign-in/sign-out')
    expect((await browser.post('/v1/sign-in/password', withPassword(account))).json()).toEqual({ signedIn: false, next: 'second_factor' })
    const trusting = await browser.post('/v1/sign-in/second-factor', { code: '123456', trustDevice: true })
    expect(trusting.json()).toMatchObject({ code: 'invalid_body', errors: [{ pointer: '/trustDevice', code: 'unknown_parameter' }] })
  })

  it('without a sign-in that waits is refused', async () => {
    expect((await server.browser().post('/v1/sign-in/second-factor', { code: '123456' })).json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect((await server.browser().post('/v1/sign-in/second-factor', { code: '12345' })).json()).toMatchObject({ status: 400 })
  })
})

describe('a session from before', () => {
  it('shows the second factor afterwards, and guesses in it are slowed down', async () => {
    const account = await anAccount(server)
    const [old, desk] = [await signInAs(server, account), await signInAs(server, account)]
    const { secret } = await enrol(desk)
    const statuses: number[] = []
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await old.post('/v1/sign-in/second-factor', { code: 'wrong-codes' })).statusCode)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    server.clock.later(60_000)
    const code = nextCode(secret)
    expect((await old.post('/v1/sign-in/second-factor', { code })).statusCode).toBe(200)
    expect(await who(old)).toMatchObject({ secondFactor: true })
    expect((await old.post('/v1/sign-in/second-factor', { code })).statusCode, 'once').toBe(401)
  })

  it('is not shown by the code of somebody else, whose sign-in waits for it', async () => {
    const account = await anAccount(server)
    const [left, desk] = [await signInAs(server, account), await signInAs(server, account)]
    await enrol(desk)
    const { account: other, secret } = await enrolled()
    const waiting = server.browser()
    await waiting.post('/v1/sign-in/password', withPassword(other))
    // The session is found by its token; the library also looks at the signature, and passes on to the sign-in that waits.
    const [token] = (left.cookies.get('__Host-directory-session') ?? '').split('.')
    const cookie = [...waiting.cookies, ['__Host-directory-session', `${token}.unsigned`]].map(([name, value]) => `${name}=${value}`).join('; ')
    expect((await server.browser().post('/v1/sign-in/second-factor', { code: nextCode(secret) }, { cookie })).json()).toMatchObject({ code: 'sign_in_failed' })
    expect(await who(left)).toMatchObject({ secondFactor: false })
  })

  it('cannot replace it, make backup codes or change the password without it', async () => {
    const account = await anAccount(server)
    const [old, desk] = [await signInAs(server, account), await signInAs(server, account)]
    await enrol(desk)
    const asked = [
      old.post('/v1/sign-in/second-factor/enrol', { password: goodPassword }),
      old.post('/v1/sign-in/backup-codes', { password: goodPassword }),
      old.post('/v1/sign-in/change-password', { password: goodPassword, newPassword: 'parsnip orbit velvet thirteen' }),
    ]
    for (const answer of await Promise.all(asked)) expect(answer.json()).toMatchObject({ status: 403, code: 'second_factor_required' })
  })
})

describe('replacing it', () => {
  it('ends the other sessions, and the old app and codes', async () => {
    const { account, browser, secret: oldSecret, backupCodes } = await enrolled()
    const other = server.browser()
    await other.post('/v1/sign-in/password', withPassword(account))
    await other.post('/v1/sign-in/second-factor', { code: backupCodes[0] })
    expect(await who(other)).not.toBeNull()
    const { secret } = await enrol(browser)
    expect(await who(other)).toBeNull()
    expect(await who(browser)).toMatchObject({ secondFactor: true })
    const next = server.browser()
    await next.post('/v1/sign-in/password', withPassword(account))
    expect((await next.post('/v1/sign-in/second-factor', { code: nextCode(oldSecret) })).statusCode).toBe(401)
    expect((await next.post('/v1/sign-in/second-factor', { code: backupCodes[1] })).statusCode).toBe(401)
    expect((await next.post('/v1/sign-in/second-factor', { code: nextCode(secret) })).statusCode).toBe(200)
  })
})

describe('backup codes', () => {
  it('are made anew, and the old ones work no more', async () => {
    const { account, browser, backupCodes: old } = await enrolled()
    expect((await browser.post('/v1/sign-in/backup-codes', { password: 'not the password' })).statusCode).toBe(401)
    const { backupCodes } = (await browser.post('/v1/sign-in/backup-codes', { password: goodPassword })).json()
    expect(backupCodes).toHaveLength(10)
    const next = server.browser()
    await next.post('/v1/sign-in/password', withPassword(account))
    expect((await next.post('/v1/sign-in/second-factor', { code: old[0] })).statusCode).toBe(401)
    expect((await next.post('/v1/sign-in/second-factor', { code: backupCodes[0] })).statusCode).toBe(200)
  })
})

describe('whoever decides what the public sees', () => {
  it('is told that a second factor is required, and others are not', async () => {
    const organisation = await anOrganisation(server.database)
    for (const [role, required] of [['manager', true], ['reviewer', true], ['editor', false], ['viewer', false]] as const) {
      const browser = await signInAs(server, await anAccount(server, { roles: { [organisation]: role } }))
      expect((await browser.get('/v1/sign-in/session')).json().session).toMatchObject({
        secondFactor: { required },
        editor: { memberships: [{ organisation: { id: organisation }, role }] },
      })
    }
  })
})
