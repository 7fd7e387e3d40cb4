import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemDocument } from '../../src/lib/problem-document.ts'
import { type Account, anAccount, goodPassword, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

const withoutId = (body: string) => ({ ...problemDocument.parse(JSON.parse(body)), requestId: '' })

describe('a right password', () => {
  it('signs in, and keeps neither the token, nor the browser, nor its address', async () => {
    const account = await anAccount(server)
    const browser = server.browser()
    const tellTale = { 'user-agent': 'TellTale/1.0', 'x-forwarded-for': '203.0.113.77', referer: 'https://tell.example' }
    expect((await browser.post('/v1/sign-in/password', { email: account.email.toUpperCase(), password: account.password }, tellTale)).json()).toEqual({ signedIn: true, next: null })
    const { session } = (await browser.get('/v1/sign-in/session', tellTale)).json()
    expect(session).toMatchObject({ editor: { id: account.id, email: account.email }, secondFactor: { enrolled: false, used: false, required: false } })
    expect((await browser.get('/who')).json()).toEqual({ who: { type: 'editor', id: account.id, secondFactor: false } })
    const stored = JSON.stringify(await server.database.prisma.signInSession.findMany({ where: { editorId: account.id } }))
    const [token = ''] = decodeURIComponent(browser.cookies.get('__Host-directory-session') ?? '').split('.')
    expect(token).toHaveLength(32)
    for (const trace of [token, 'TellTale', '203.0.113.77', 'tell.example']) expect(stored).not.toContain(trace)
  })

  it('gives cookies that no page, no other host and no plain connection sees', async () => {
    const account = await anAccount(server)
    const response = await server.browser().post('/v1/sign-in/password', credentials(account))
    const lines = [response.headers['set-cookie'] ?? []].flat()
    expect(lines.map((line) => line.split('=')[0])).toEqual(['__Host-directory-session', '__Host-directory-device'])
    for (const line of lines) expect(line).toMatch(/; Path=\/; .*HttpOnly.*; SameSite=Lax/i)
    for (const line of lines) expect(line).toMatch(/; Secure(;|$)/)
    for (const line of lines) expect(line).not.toMatch(/Domain/i)
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(response.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('ends the session that it replaces', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    const old = new Map(browser.cookies)
    await signInAs(server, account, browser)
    const before = server.browser()
    for (const [name, value] of old) before.cookies.set(name, value)
    expect((await before.get('/who')).json()).toEqual({ who: null })
    expect((await browser.get('/who')).json().who).not.toBeNull()
  })
})

describe('a wrong one', () => {
  it('is refused as an address is that nobody has: the same answer, the same work', async () => {
    const account = await anAccount(server)
    const removed = await anAccount(server)
    await server.database.prisma.editor.update({ where: { id: removed.id }, data: { removedAt: new Date() } })
    const passwordless = await anAccount(server)
    await server.database.prisma.signInAccount.deleteMany({ where: { editorId: passwordless.id } })
    const answers = []
    for (const sent of [
      { email: account.email, password: 'not the password' },
      { email: 'nobody@example.org', password: 'not the password' },
      { email: removed.email, password: goodPassword },
      { email: passwordless.email, password: goodPassword },
    ]) {
      const before = server.hashes.count
      const response = await server.browser().post('/v1/sign-in/password', sent)
      const headers = Object.keys(response.headers).filter((name) => name !== 'set-cookie')
      answers.push({ status: response.statusCode, body: withoutId(response.body), headers, cookies: response.headers['set-cookie'], hashes: server.hashes.count - before })
    }
    const [first] = answers
    expect(first).toMatchObject({ status: 401, hashes: 1, cookies: undefined, body: { code: 'sign_in_failed' } })
    for (const answer of answers) expect(answer).toEqual(first)
  })

  it('is refused with all its faults when it cannot be read', async () => {
    const response = await server.browser().post('/v1/sign-in/password', { email: 'nobody', pasword: 'x' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ pointer: '/pasword', code: 'unknown_parameter' }, { pointer: '/email' }, { pointer: '/password', code: 'missing' }])
    expect((await server.browser().post('/v1/sign-in/password', '{"email":')).json()).toMatchObject({ status: 400, code: 'malformed_json' })
    expect((await server.browser().post('/v1/sign-in/password', `"${'x'.repeat(20_000)}"`)).statusCode).toBe(413)
  })
})

describe('many attempts', () => {
  const wrong = (email: string) => ({ email, password: 'not the password' })

  it('are slowed down more and more, at addresses that nobody has as well, and never locked out', async () => {
    for (const email of [(await anAccount(server)).email, 'nobody-2@example.org']) {
      const browser = server.browser()
      const waits: number[] = []
      for (let tries = 0; tries < 5; tries += 1) expect((await browser.post('/v1/sign-in/password', wrong(email))).statusCode).toBe(401)
      for (let round = 0; round < 12; round += 1) {
        const refused = await browser.post('/v1/sign-in/password', wrong(email))
        expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_attempts' })
        const wait = Number(refused.headers['retry-after'])
        waits.push(wait)
        server.clock.later(wait * 1000)
        expect((await browser.post('/v1/sign-in/password', wrong(email))).statusCode).toBe(401)
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    }
  })

  it('cost no hash while they wait, and a right password waits as well', async () => {
    const account = await anAccount(server)
    const stranger = server.browser()
    for (let tries = 0; tries < 5; tries += 1) await stranger.post('/v1/sign-in/password', wrong(account.email))
    const before = server.hashes.count
    expect((await server.browser().post('/v1/sign-in/password', credentials(account))).statusCode).toBe(429)
    expect(server.hashes.count).toBe(before)
  })

  it('of others do not keep somebody out of a browser in which they signed in before', async () => {
    const account = await anAccount(server)
    const own = await signInAs(server, account)
    await own.post('/v1/sign-in/sign-out')
    const stranger = server.browser()
    for (let tries = 0; tries < 8; tries += 1) await stranger.post('/v1/sign-in/password', wrong(account.email))
    expect((await stranger.post('/v1/sign-in/password', credentials(account))).statusCode).toBe(429)
    expect((await own.post('/v1/sign-in/password', credentials(account))).statusCode).toBe(200)
  })

  it('are counted by themselves in a known browser, and its cookie is worth nothing for another address', async () => {
    const [account, other] = [await anAccount(server), await anAccount(server)]
    const own = await signInAs(server, account)
    for (let tries = 0; tries < 5; tries += 1) expect((await own.post('/v1/sign-in/password', wrong(account.email))).statusCode).toBe(401)
    expect((await own.post('/v1/sign-in/password', wrong(account.email))).statusCode).toBe(429)
    for (let tries = 0; tries < 5; tries += 1) await server.browser().post('/v1/sign-in/password', wrong(other.email))
    expect((await own.post('/v1/sign-in/password', credentials(other))).statusCode).toBe(429)
  })

  it('are forgotten after a right one', async () => {
    const account = await anAccount(server)
    for (let round = 0; round < 3; round += 1) {
      const browser = server.browser()
      for (let tries = 0; tries < 3; tries += 1) expect((await browser.post('/v1/sign-in/password', wrong(account.email))).statusCode).toBe(401)
      expect((await browser.post('/v1/sign-in/password', credentials(account))).statusCode).toBe(200)
    }
  })

  it('at once are counted each', async () => {
    const account = await anAccount(server)
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await server.browser().post('/v1/sign-in/password', wrong(account.email))).statusCode))
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  it('leave nothing from which one learns whose they were', async () => {
    await server.browser().post('/v1/sign-in/password', wrong('guessed@example.org'))
    const rows = await server.database.prisma.signInPace.findMany()
    expect(JSON.stringify(rows)).not.toContain('guessed')
    for (const { key } of rows) expect(key).toMatch(/^(?:[0-9a-f]{64}|everybody)$/)
  })
})

describe('attempts at many addresses', () => {
  it('are slowed down together, and known browsers are not', async () => {
    const flooded = await openSignIn()
    try {
      const account = await anAccount(flooded)
      const own = await signInAs(flooded, account)
      const level = { attempts: 120, freeAt: flooded.clock.now(), expiresAt: new Date(flooded.clock.now().getTime() + 86_400_000) }
      await flooded.database.prisma.signInPace.upsert({ where: { key: 'everybody' }, create: { key: 'everybody', ...level }, update: level })
      const sent = { email: 'one-of-many@example.org', password: 'not the password' }
      const refused = await flooded.browser().post('/v1/sign-in/password', sent)
      expect(refused.statusCode).toBe(429)
      expect(refused.headers['retry-after']).toBe('1')
      expect((await own.post('/v1/sign-in/password', credentials(account))).statusCode).toBe(200)
      flooded.clock.later(1000)
      const statuses: number[] = []
      for (const email of ['one@example.org', 'two@example.org', 'three@example.org']) {
        statuses.push((await flooded.browser().post('/v1/sign-in/password', { ...sent, email })).statusCode)
      }
      expect(statuses, 'two a second').toEqual([401, 401, 429])
    } finally {
      await flooded.close()
    }
  })
})

function credentials({ email, password }: Account) {
  return { email, password }
}
