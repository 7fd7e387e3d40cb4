import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { paceKey } from '../../src/identity/pace/pace-key.ts'
import { anAccount, enrol, goodPassword, openSignIn, signInAs, type Account, type Browser, type SignIn } from '../support/sign-in.ts'
import { totp } from '../support/totp.ts'
import { waitUntil } from '../support/wait-until.ts'

const minute = 60_000
const pending = '__Host-directory-enrolment'

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

type Enrolment = { secret: string; backupCodes: string[] }

const who = async (browser: Browser) => (await browser.get('/who')).json<{ who: { secondFactor: boolean } | null }>().who
/** A code of half a minute before or after this one, which is accepted as well and was not used yet. */
const nextCode = (secret: string, steps = 1) => totp(secret, new Date(Date.now() + steps * 30_000))
const begin = async (browser: Browser) => (await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })).json<Enrolment>()
const confirm = (browser: Browser, code: string, headers: Record<string, string> = {}) => browser.post('/v1/sign-in/second-factor/confirm', { code }, headers)
const cookiesOf = (browser: Browser) => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function enrolled() {
  const account = await anAccount(server)
  const browser = await signInAs(server, account)
  return { account, browser, ...(await enrol(browser)) }
}

async function stored({ id: editorId }: Account): Promise<unknown[]> {
  const { signInSecondFactor, editor, signInSession, auditEvent } = server.database.prisma
  return [
    await signInSecondFactor.findMany({ where: { editorId } }),
    await editor.findUnique({ where: { id: editorId } }),
    await signInSession.findMany({ where: { editorId }, orderBy: { id: 'asc' } }),
    await auditEvent.findMany({ where: { subjectId: editorId } }),
  ]
}

/** Signs in with the password and this code. */
async function signsIn(account: Account, code: string): Promise<boolean> {
  const browser = server.browser()
  expect((await browser.post('/v1/sign-in/password', { email: account.email, password: account.password })).json()).toEqual({ signedIn: false, next: 'second_factor' })
  return (await browser.post('/v1/sign-in/second-factor', { code })).statusCode === 200
}

describe('a replacement that is not confirmed', () => {
  it('changes nothing: the old app and its backup codes stay in force, and the password alone sets nothing up', async () => {
    const { account, browser, secret: old, backupCodes } = await enrolled()
    const before = await stored(account)
    const { secret, backupCodes: newCodes } = await begin(browser)
    expect(await stored(account)).toEqual(before)
    expect(await who(browser)).toMatchObject({ secondFactor: true })

    const thief = server.browser()
    expect((await thief.post('/v1/sign-in/password', { email: account.email, password: account.password })).json()).toEqual({ signedIn: false, next: 'second_factor' })
    expect((await thief.post('/v1/sign-in/second-factor/enrol', { password: account.password })).statusCode).toBe(401)
    for (const code of [nextCode(secret), newCodes[0] ?? '']) expect(await signsIn(account, code)).toBe(false)
    expect(await signsIn(account, backupCodes[0] ?? '')).toBe(true)
    expect(await signsIn(account, nextCode(old))).toBe(true)
  })

  it('stays so after a wrong code', async () => {
    const { account, browser, backupCodes } = await enrolled()
    const { secret } = await begin(browser)
    const wrong = String((Number(totp(secret)) + 1) % 1_000_000).padStart(6, '0')
    expect((await confirm(browser, wrong)).json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect(await signsIn(account, backupCodes[0] ?? '')).toBe(true)
    expect((await confirm(browser, totp(secret))).statusCode, 'and may be tried again').toBe(200)
  })
})

describe('a replacement that is confirmed', () => {
  it('ends the other sessions and the sign-ins that wait for a code, and its own goes on under a new cookie', async () => {
    const { account, browser, secret: old, backupCodes } = await enrolled()
    const [other, waiting] = [server.browser(), server.browser()]
    await other.post('/v1/sign-in/password', { email: account.email, password: account.password })
    await other.post('/v1/sign-in/second-factor', { code: backupCodes[0] })
    await waiting.post('/v1/sign-in/password', { email: account.email, password: account.password })
    const copy = server.browser()
    const { secret, backupCodes: newCodes } = await begin(browser)
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    expect(await who(other), 'until then').not.toBeNull()

    expect((await confirm(browser, totp(secret))).json()).toEqual({ signedIn: true, next: null })
    expect(await who(browser)).toMatchObject({ secondFactor: true })
    expect((await browser.post('/v1/sign-in/backup-codes', { password: 'not the password' })).json(), 'the library knows the cookie').toMatchObject({ code: 'sign_in_failed' })
    expect((await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })).statusCode).toBe(200)
    expect([await who(other), await who(copy)]).toEqual([null, null])
    expect((await waiting.post('/v1/sign-in/second-factor', { code: nextCode(secret) })).statusCode).toBe(401)
    for (const code of [nextCode(old), backupCodes[1] ?? '', totp(secret)]) expect(await signsIn(account, code)).toBe(false)
    expect(await signsIn(account, newCodes[0] ?? '')).toBe(true)
    expect(await signsIn(account, nextCode(secret))).toBe(true)
    const audit = await server.database.prisma.auditEvent.findMany({ where: { subjectId: account.id }, orderBy: { id: 'asc' } })
    expect(audit.map(({ action }) => action)).toEqual(['editor.enrol_second_factor', 'editor.replace_second_factor'])
  })

  it('ends a sign-in whose old code is being looked at', async () => {
    const { account, browser, secret: old } = await enrolled()
    const { secret } = await begin(browser)
    const late = server.browser()
    await late.post('/v1/sign-in/password', { email: account.email, password: account.password })
    const code = nextCode(old)
    const gatekeeper = await connectOnce(server.databaseUrl)
    try {
      // The code was found right, and is held up where it is written down that it was used.
      const key = paceKey((await server.identity.opened()).secret, 'code', account.id, code)
      await gatekeeper.query('BEGIN')
      await gatekeeper.query('INSERT INTO sign_in_pace (key, attempts, free_at, expires_at) VALUES ($1, 1, now(), now())', [key])
      const answering = late.post('/v1/sign-in/second-factor', { code })
      await waitUntil('the sign-in is held up', async () => {
        await gatekeeper.query('SELECT pg_stat_clear_snapshot()')
        const { rowCount } = await gatekeeper.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
        return rowCount === 1
      })
      expect((await confirm(browser, totp(secret))).statusCode).toBe(200)
      await gatekeeper.query('ROLLBACK')
      expect((await answering).statusCode).toBe(401)
    } finally {
      await gatekeeper.end()
    }
    expect(await who(late)).toBeNull()
    expect(await server.database.prisma.signInSession.count({ where: { editorId: account.id } }), 'the one that replaced it').toBe(1)
  })
})

describe('backup codes that are being made', () => {
  it('are none of a second factor that came in place of the one that was shown for them', async () => {
    const { account, browser, secret: old } = await enrolled()
    const late = server.browser()
    await late.post('/v1/sign-in/password', { email: account.email, password: account.password })
    expect((await late.post('/v1/sign-in/second-factor', { code: nextCode(old) })).statusCode).toBe(200)
    const { secret, backupCodes } = await begin(browser)
    const { passwords } = server.identity
    const real = passwords.verify
    const [held, goesOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    let looks = 0
    try {
      // We look at the password, and then the library does, which has found the session.
      passwords.verify = async (input) => {
        looks += 1
        if (looks === 2) {
          held.resolve(undefined)
          await goesOn.promise
        }
        return real(input)
      }
      const making = late.post('/v1/sign-in/backup-codes', { password: goodPassword })
      await held.promise
      expect((await confirm(browser, totp(secret))).statusCode).toBe(200)
      goesOn.resolve(undefined)
      expect((await making).json()).toMatchObject({ status: 401, code: 'not_signed_in' })
    } finally {
      passwords.verify = real
    }
    expect(await signsIn(account, backupCodes[0] ?? ''), 'those of the new one stay').toBe(true)
  })
})

describe('what is being set up', () => {
  const notBegun = { status: 409, code: 'wrong_state' }

  it('is kept in the browser that began, encrypted, out of reach of scripts, and for a quarter of an hour', async () => {
    const { browser } = await enrolled()
    const answer = await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })
    const { secret, backupCodes } = answer.json<Enrolment>()
    const [line = ''] = [answer.headers['set-cookie'] ?? []].flat().filter((cookie) => cookie.startsWith(`${pending}=`))
    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=900; Secure$/)
    expect(line.length).toBeLessThan(4096)
    for (const text of [secret, ...backupCodes]) expect(line).not.toContain(text)
    expect((await confirm(browser, totp(secret))).statusCode).toBe(200)
    expect(browser.cookies.has(pending)).toBe(false)
  })

  it('is refused without its cookie, with one that was changed, and when it took too long', async () => {
    const { browser, account } = await enrolled()
    const { secret } = await begin(browser)
    const cookie = browser.cookies.get(pending) ?? ''
    const before = await stored(account)
    for (const value of [null, '', 'x', '%E0%A4%A', cookie.slice(0, -2), `${cookie.slice(0, 200)}A${cookie.slice(201)}`, decodeURIComponent(browser.cookies.get('__Host-directory-session') ?? '')]) {
      if (value === null) browser.cookies.delete(pending)
      else browser.cookies.set(pending, value)
      expect((await confirm(browser, totp(secret))).json(), value ?? 'none').toMatchObject(notBegun)
    }
    browser.cookies.set(pending, cookie)
    server.clock.later(15 * minute)
    expect((await confirm(browser, totp(secret))).json()).toMatchObject(notBegun)
    const [factor, editor] = before
    expect((await stored(account)).slice(0, 2)).toEqual([factor, editor])
  })

  it('is refused in another session, and with another account', async () => {
    const { account, browser, backupCodes } = await enrolled()
    const { secret } = await begin(browser)
    const other = server.browser()
    await other.post('/v1/sign-in/password', { email: account.email, password: account.password })
    await other.post('/v1/sign-in/second-factor', { code: backupCodes[0] })
    const foreign = await signInAs(server, await anAccount(server))
    for (const thief of [other, foreign]) {
      thief.cookies.set(pending, browser.cookies.get(pending) ?? '')
      expect((await confirm(thief, totp(secret))).json()).toMatchObject(notBegun)
    }
    expect((await foreign.get('/v1/sign-in/session')).json().session.secondFactor).toMatchObject({ enrolled: false, used: false })
    expect((await confirm(browser, totp(secret))).statusCode).toBe(200)
  })

  it('is used once: a copy of its cookie brings nothing back', async () => {
    const { account, browser } = await enrolled()
    const first = await begin(browser)
    const copied = browser.cookies.get(pending) ?? ''
    const all = cookiesOf(browser)
    expect((await confirm(browser, totp(first.secret))).statusCode).toBe(200)
    const second = await enrol(browser)
    expect((await confirm(server.browser(), nextCode(first.secret), { cookie: all })).statusCode).toBe(401)
    browser.cookies.set(pending, copied)
    expect((await confirm(browser, nextCode(first.secret))).json()).toMatchObject(notBegun)
    expect(await signsIn(account, nextCode(first.secret))).toBe(false)
    expect(await signsIn(account, nextCode(second.secret))).toBe(true)
  })

  it('is one of two that are confirmed at once, in one session or in two', async () => {
    for (const sameSession of [true, false]) {
      const { account, browser, backupCodes } = await enrolled()
      const other = sameSession ? browser : server.browser()
      if (!sameSession) {
        await other.post('/v1/sign-in/password', { email: account.email, password: account.password })
        await other.post('/v1/sign-in/second-factor', { code: backupCodes[0] })
      }
      const one = { ...(await begin(browser)), cookie: cookiesOf(browser) }
      const two = { ...(await begin(other)), cookie: cookiesOf(other) }
      const answers = await Promise.all([one, two].map(({ secret, cookie }) => confirm(server.browser(), totp(secret), { cookie })))
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b), String(sameSession)).toEqual([200, 401])
      const works = [await signsIn(account, one.backupCodes[0] ?? ''), await signsIn(account, two.backupCodes[0] ?? '')]
      expect(works).toEqual(answers.map(({ statusCode }) => statusCode === 200))
    }
  })

  it('does not take a code twice', async () => {
    const { browser, account } = await enrolled()
    const { secret } = await begin(browser)
    const cookie = cookiesOf(browser)
    const answers = await Promise.all([1, 2, 3].map(() => confirm(server.browser(), totp(secret), { cookie })))
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 401, 401])
    expect(await server.database.prisma.auditEvent.count({ where: { subjectId: account.id, action: 'editor.replace_second_factor' } })).toBe(1)
  })

  it('as a first one is refused when another session was faster, which has what this one never showed', async () => {
    const account = await anAccount(server)
    const [slow, fast] = [await signInAs(server, account), await signInAs(server, account)]
    const { secret } = await begin(slow)
    const { backupCodes } = await enrol(fast)
    expect((await confirm(slow, totp(secret))).json()).toMatchObject({ status: 403, code: 'second_factor_required' })
    expect(await signsIn(account, backupCodes[0] ?? '')).toBe(true)
  })

  it('signs in nobody else whose sign-in waits in the same browser', async () => {
    const { account: victim } = await enrolled()
    const browser = server.browser()
    await browser.post('/v1/sign-in/password', { email: victim.email, password: victim.password })
    const waiting = [...browser.cookies]
    const mine = await signInAs(server, await anAccount(server))
    const { secret } = await begin(mine)
    const [token] = (mine.cookies.get('__Host-directory-session') ?? '').split('.')
    const cookies = [...waiting, ['__Host-directory-session', `${token}.unsigned`], [pending, mine.cookies.get(pending) ?? '']]
    const before = await server.database.prisma.signInSession.count({ where: { editorId: victim.id } })
    expect((await confirm(server.browser(), totp(secret), { cookie: cookies.map(([name, value]) => `${name}=${value}`).join('; ') })).statusCode).toBe(401)
    expect(await server.database.prisma.signInSession.count({ where: { editorId: victim.id } })).toBe(before)
    expect(await server.database.prisma.signInToken.count({ where: { value: victim.id } }), 'and it goes on waiting').toBe(1)
  })
})
