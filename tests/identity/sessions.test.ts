import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/db/transaction.ts'
import { endSignIns } from '../../src/directory/editor/end-sign-ins.ts'
import { anAccount, enrol, goodPassword, openSignIn, signInAs, type Browser, type SignIn } from '../support/sign-in.ts'

const minute = 60_000

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

const isIn = async (browser: Browser) => (await browser.get('/who')).json<{ who: unknown }>().who !== null

describe('a session', () => {
  it('ends after eight hours without a request, and goes on with one', async () => {
    const browser = await signInAs(server, await anAccount(server))
    server.clock.later(7 * 60 * minute)
    expect(await isIn(browser)).toBe(true)
    server.clock.later(7 * 60 * minute)
    expect(await isIn(browser)).toBe(true)
    server.clock.later(8 * 60 * minute)
    expect(await isIn(browser)).toBe(false)
    expect(await isIn(browser)).toBe(false)
  })

  it('of an administrator ends after an hour', async () => {
    const browser = await signInAs(server, await anAccount(server, { platformRole: 'administrator' }))
    server.clock.later(59 * minute)
    expect(await isIn(browser)).toBe(true)
    server.clock.later(60 * minute)
    expect(await isIn(browser)).toBe(false)
  })

  it('ends after a week, however much it is used', async () => {
    const browser = await signInAs(server, await anAccount(server))
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      server.clock.later(6 * 60 * minute)
      expect(await isIn(browser)).toBe(true)
    }
    server.clock.later(6 * 60 * minute)
    expect(await isIn(browser)).toBe(false)
  })

  it('writes that it was used every five minutes, not at each request', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    const seen = async () => (await server.database.prisma.signInSession.findFirstOrThrow({ where: { editorId: account.id } })).seenAt.getTime()
    const first = await seen()
    server.clock.later(4 * minute)
    await isIn(browser)
    expect(await seen()).toBe(first)
    server.clock.later(minute)
    await isIn(browser)
    expect(await seen()).toBe(first + 5 * minute)
  })

  it('ends at once when its editor is removed, and when their sign-ins are taken away', async () => {
    const removed = await anAccount(server)
    const browser = await signInAs(server, removed)
    await server.database.prisma.editor.update({ where: { id: removed.id }, data: { removedAt: server.clock.now() } })
    expect(await isIn(browser)).toBe(false)
    expect((await browser.get('/v1/sign-in/sessions')).statusCode).toBe(401)

    const ended = await anAccount(server)
    const other = await signInAs(server, ended)
    await inTransaction(server.database, (transaction) => endSignIns(transaction, ended.id))
    expect(await isIn(other)).toBe(false)
    expect((await server.browser().post('/v1/sign-in/password', { email: ended.email, password: goodPassword })).statusCode).toBe(401)
  })

  it('is not begun by a cookie that somebody made up or changed', async () => {
    const browser = await signInAs(server, await anAccount(server))
    const cookie = browser.cookies.get('__Host-directory-session') ?? ''
    for (const value of ['', '.', 'x', 'x.y', `x${cookie}`, cookie.slice(1), '%E0%A4%A', encodeURIComponent("' OR 1=1 --.x")]) {
      const forged = server.browser()
      forged.cookies.set('__Host-directory-session', value)
      expect(await isIn(forged), value).toBe(false)
    }
    const plain = server.browser()
    plain.cookies.set('directory-session', cookie)
    expect(await isIn(plain)).toBe(false)
  })

  it('has its digest as no key to it: whoever reads the database is not signed in', async () => {
    const account = await anAccount(server)
    await signInAs(server, account)
    const { tokenDigest } = await server.database.prisma.signInSession.findFirstOrThrow({ where: { editorId: account.id } })
    const thief = server.browser()
    thief.cookies.set('__Host-directory-session', `${tokenDigest}.x`)
    expect(await isIn(thief)).toBe(false)
  })
})

describe('signing out', () => {
  it('ends the session in the database, not only in the browser', async () => {
    const browser = await signInAs(server, await anAccount(server))
    const copy = server.browser()
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    expect((await browser.post('/v1/sign-in/sign-out')).json()).toEqual({ done: true })
    expect(browser.cookies.has('__Host-directory-session')).toBe(false)
    expect(await isIn(copy)).toBe(false)
  })

  it('ends it also when the signature of the cookie is not ours, which opens it as well', async () => {
    const browser = await signInAs(server, await anAccount(server))
    const [token = ''] = decodeURIComponent(browser.cookies.get('__Host-directory-session') ?? '').split('.')
    browser.cookies.set('__Host-directory-session', `${token}.other`)
    expect(await isIn(browser)).toBe(true)
    expect((await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })).json()).toMatchObject({ status: 401, code: 'not_signed_in' })
    expect((await browser.post('/v1/sign-in/sign-out')).json()).toEqual({ done: true })
    browser.cookies.set('__Host-directory-session', `${token}.other`)
    expect(await isIn(browser)).toBe(false)
  })

  it('ends the sign-in that waits for its code in this browser, and no other one', async () => {
    const account = await anAccount(server)
    const { backupCodes } = await enrol(await signInAs(server, account))
    const [left, elsewhere] = [await signInAs(server, account), await signInAs(server, account)]
    const copy = server.browser()
    for (const [name, value] of left.cookies) copy.cookies.set(name, value)
    expect((await left.post('/v1/sign-in/sign-out')).json()).toEqual({ done: true })
    expect([...left.cookies.keys()]).toEqual([])
    expect((await copy.post('/v1/sign-in/second-factor', { code: backupCodes[0] })).json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect(await isIn(copy)).toBe(false)
    expect((await elsewhere.post('/v1/sign-in/second-factor', { code: backupCodes[0] })).statusCode).toBe(200)
  })

  it('ends what is being set up in this browser', async () => {
    const browser = await signInAs(server, await anAccount(server))
    await browser.post('/v1/sign-in/second-factor/enrol', { password: goodPassword })
    await browser.post('/v1/sign-in/sign-out')
    expect([...browser.cookies.keys()]).toEqual(['__Host-directory-device'])
  })

  it('is no fault for nobody', async () => {
    expect((await server.browser().post('/v1/sign-in/sign-out')).statusCode).toBe(200)
  })
})

describe('my sessions', () => {
  it('are listed, without what opens them, and ended one by one or all but this', async () => {
    const account = await anAccount(server)
    const signInLater = () => {
      server.clock.later(1000)
      return signInAs(server, account)
    }
    const [phone, desk, library] = [await signInLater(), await signInLater(), await signInLater()]
    const answer = await desk.get('/v1/sign-in/sessions')
    const { sessions } = answer.json<{ sessions: { id: string; current: boolean }[] }>()
    expect(sessions.map(({ current }) => current)).toEqual([false, true, false])
    const rows = await server.database.prisma.signInSession.findMany({ where: { editorId: account.id } })
    for (const { tokenDigest } of rows) expect(answer.body).not.toContain(tokenDigest)
    const ids = sessions.map(({ id }) => id)
    expect((await desk.post(`/v1/sign-in/sessions/${ids[2]}/revoke`)).json()).toEqual({ done: true })
    expect([await isIn(phone), await isIn(desk), await isIn(library)]).toEqual([false, true, true])
    expect((await desk.post(`/v1/sign-in/sessions/${ids[2]}/revoke`)).json()).toMatchObject({ code: 'no_such_thing' })
    expect((await desk.post('/v1/sign-in/sessions/revoke-others')).json()).toEqual({ done: true })
    expect([await isIn(desk), await isIn(library)]).toEqual([true, false])
  })

  it('but this end together with the sign-ins that wait for their code', async () => {
    const [account, other] = [await anAccount(server), await anAccount(server)]
    const desk = await signInAs(server, account)
    const { backupCodes } = await enrol(desk)
    const { backupCodes: otherCodes } = await enrol(await signInAs(server, other))
    const [waiting, foreign] = [await signInAs(server, account), await signInAs(server, other)]
    expect((await desk.post('/v1/sign-in/sessions/revoke-others')).json()).toEqual({ done: true })
    expect((await waiting.post('/v1/sign-in/second-factor', { code: backupCodes[0] })).json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect([await isIn(desk), await isIn(waiting)]).toEqual([true, false])
    expect((await foreign.post('/v1/sign-in/second-factor', { code: otherCodes[0] })).statusCode).toBe(200)
  })

  it('are nobody else’s to end', async () => {
    const [mine, theirs] = [await signInAs(server, await anAccount(server)), await signInAs(server, await anAccount(server))]
    const id = (await theirs.get('/v1/sign-in/session')).json().session.id
    const unknown = await mine.post('/v1/sign-in/sessions/0199d4a2-6f00-7000-8000-000000000001/revoke')
    const foreign = await mine.post(`/v1/sign-in/sessions/${id}/revoke`)
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' })
    expect((await mine.post('/v1/sign-in/sessions/nonsense/revoke')).statusCode).toBe(404)
    expect(await isIn(theirs)).toBe(true)
  })
})

describe('another password', () => {
  it('ends all other sessions and the old one works no more', async () => {
    const account = await anAccount(server)
    const [browser, other] = [await signInAs(server, account), await signInAs(server, account)]
    const newPassword = 'parsnip orbit velvet thirteen'
    expect((await browser.post('/v1/sign-in/change-password', { password: 'not the password', newPassword })).json()).toMatchObject({ code: 'sign_in_failed' })
    expect((await browser.post('/v1/sign-in/change-password', { password: goodPassword, newPassword })).json()).toEqual({ done: true })
    expect([await isIn(browser), await isIn(other)]).toEqual([true, false])
    expect((await server.browser().post('/v1/sign-in/password', { email: account.email, password: goodPassword })).statusCode).toBe(401)
    expect((await server.browser().post('/v1/sign-in/password', { email: account.email, password: newPassword })).statusCode).toBe(200)
    const audit = await server.database.prisma.auditEvent.findMany({ where: { subjectId: account.id } })
    expect(audit).toMatchObject([{ action: 'editor.change_password', actor: `editor:${account.id}` }])
    expect(JSON.stringify(audit)).not.toContain(account.email)
  })

  it('ends a sign-in with the old one that waits for its code', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    const { backupCodes } = await enrol(browser)
    const waiting = server.browser()
    expect((await waiting.post('/v1/sign-in/password', { email: account.email, password: goodPassword })).json()).toMatchObject({ next: 'second_factor' })
    const newPassword = 'parsnip orbit velvet thirteen'
    expect((await browser.post('/v1/sign-in/change-password', { password: goodPassword, newPassword })).statusCode).toBe(200)
    expect((await waiting.post('/v1/sign-in/second-factor', { code: backupCodes[0] })).json()).toMatchObject({ code: 'sign_in_failed' })
    expect(await isIn(waiting)).toBe(false)
  })

  it.each([['without', false], ['with', true]])('ends a sign-in with the old one that is being looked at, %s a second factor', async (_how, hasSecondFactor) => {
    const own = await openSignIn()
    const { passwords } = own.identity
    const { verify } = passwords
    let meanwhile: (() => Promise<unknown>) | null = null
    passwords.verify = async (input) => {
      const isRight = await verify(input)
      const next = meanwhile
      meanwhile = null
      await next?.()
      return isRight
    }
    try {
      const account = await anAccount(own)
      const browser = await signInAs(own, account)
      const backupCodes = hasSecondFactor ? (await enrol(browser)).backupCodes : []
      const newPassword = 'parsnip orbit velvet thirteen'
      let changed = 0
      meanwhile = async () => {
        changed = (await browser.post('/v1/sign-in/change-password', { password: goodPassword, newPassword })).statusCode
      }
      const late = own.browser()
      const answer = await late.post('/v1/sign-in/password', { email: account.email, password: goodPassword })
      expect(changed).toBe(200)
      expect(answer.json()).toMatchObject({ status: 401, code: 'sign_in_failed' })
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(await own.database.prisma.signInSession.count({ where: { editorId: account.id } }), 'the one that changed it').toBe(1)
      if (hasSecondFactor) expect(await own.database.prisma.signInToken.count({ where: { value: account.id } })).toBe(0)
      expect(backupCodes).toHaveLength(hasSecondFactor ? 10 : 0)
    } finally {
      await own.close()
    }
  })

  it.each([
    ['eleven char', 'has fewer than 12 characters'],
    ['password1234', 'is easy to guess'],
    ['qwertyuiop123456', 'is easy to guess'],
    ['aaaaaaaaaaaaaaaaaaaa', 'is easy to guess'],
    ['childsafetydirectory', 'is easy to guess'],
    ['Child Safety Directory 2026', 'is easy to guess'],
    ['Helpline2026!Welcome', 'is easy to guess'],
    ['correct horse battery staple', 'is easy to guess'],
    ['qwertyuiopasdfghjklzxcvbnm', 'is easy to guess'],
    ['x'.repeat(129), 'is longer than 128 characters'],
  ])('must be hard to guess: %s', async (newPassword, detail) => {
    const browser = await signInAs(server, await anAccount(server))
    const answer = await browser.post('/v1/sign-in/change-password', { password: goodPassword, newPassword })
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_body', errors: [{ pointer: '/newPassword', detail: expect.stringContaining(detail) }] })
    expect(answer.body).not.toContain(newPassword)
  })

  it('must not be made of what others know of a person', async () => {
    const account = await anAccount(server)
    await server.database.prisma.editor.update({ where: { id: account.id }, data: { name: 'Wilhelmina Katzenbaum' } })
    const browser = await signInAs(server, account)
    for (const newPassword of ['katzenbaumwilhelmina', 'KatzenbaumWilhelmina2026', 'Wilhelmina.Katzenbaum+Directory']) {
      const answer = await browser.post('/v1/sign-in/change-password', { password: goodPassword, newPassword })
      expect(answer.json(), newPassword).toMatchObject({ errors: [{ detail: expect.stringContaining('easy to guess') }] })
    }
  })
})
