import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkOrigin } from '../../src/identity/check-origin.ts'
import { anAccount, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

/** Everything that changes something, read from the routes themselves. */
const changes = [
  '/v1/sign-in/password',
  '/v1/sign-in/second-factor',
  '/v1/sign-in/second-factor/enrol',
  '/v1/sign-in/second-factor/confirm',
  '/v1/sign-in/backup-codes',
  '/v1/sign-in/change-password',
  '/v1/sign-in/sign-out',
  '/v1/sign-in/oidc',
  '/v1/sign-in/sessions/revoke-others',
  '/v1/sign-in/sessions/0199d4a2-6f00-7000-8000-000000000001/revoke',
  '/v1/sign-in/invitations/accept',
  '/v1/sign-in/recoveries/accept',
]

describe('a request of another web site', () => {
  it.each(changes)('is refused: POST %s', async (url) => {
    const browser = await signInAs(server, await anAccount(server))
    for (const origin of ['https://evil.example', 'https://directory.example.org.evil.example', 'http://directory.example.org', 'null', 'nonsense', undefined]) {
      const answer = await browser.post(url, {}, { origin })
      expect(answer.json(), `${origin}`).toMatchObject({ status: 403, code: 'foreign_origin' })
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect((await browser.get('/who')).json().who).not.toBeNull()
  })

  it('is refused without JSON, as a form would send it', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await server.browser().post('/v1/sign-in/password', 'email=a@example.org&password=x', { 'content-type': type })
      expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' })
    }
  })

  it('that sends a key cannot have the cookie of somebody, and is not asked for its origin', () => {
    const key = { method: 'POST', headers: { authorization: 'Bearer csrd_x' } }
    expect(() => checkOrigin(key, 'https://directory.example.org')).not.toThrow()
  })
})

describe('the own address', () => {
  const ask = (origin: string, publicUrl: string) => () => checkOrigin({ method: 'POST', headers: { origin } }, publicUrl)

  it('is one, whatever the name of the own machine', () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]']) expect(ask(`http://${name}:3000`, 'http://127.0.0.1:3000')).not.toThrow()
    expect(ask('http://localhost:3001', 'http://127.0.0.1:3000')).toThrow('Origin')
    expect(ask('https://localhost:3000', 'http://127.0.0.1:3000')).toThrow('Origin')
    expect(ask('http://localhost', 'https://directory.example.org')).toThrow('Origin')
  })

  it('is not asked for where something is only read', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(() => checkOrigin({ method, headers: { origin: 'https://evil.example' } }, 'https://directory.example.org')).not.toThrow()
    for (const method of ['PUT', 'PATCH', 'DELETE', 'QUERY']) expect(() => checkOrigin({ method, headers: {} }, 'https://directory.example.org')).toThrow('Origin')
  })
})

describe('the routes', () => {
  it('are these and no others of the library', async () => {
    const posts = server.app.printRoutes({ commonPrefix: false, method: 'POST' })
    expect(posts.match(/\(POST\)/g)).toHaveLength(changes.length)
    for (const path of ['sign-in/email', 'sign-up/email', 'get-session', 'update-user', 'change-email', 'delete-user', 'two-factor/disable', 'two-factor/enable', 'reset-password', 'request-password-reset', 'link-social', 'unlink-account', 'list-accounts', 'get-access-token', 'revoke-sessions', 'ok', 'error']) {
      for (const url of [`/v1/sign-in/${path}`, `/api/auth/${path}`, `/v1/sign-in/../sign-in/${path}`]) {
        expect((await server.browser().post(url, {})).statusCode, url).toBe(404)
        expect((await server.browser().get(url)).statusCode, url).toBe(404)
      }
    }
  })

  it('of an OpenID provider are not there without one', async () => {
    expect((await server.browser().post('/v1/sign-in/oidc')).statusCode).toBe(404)
    expect((await server.browser().get('/v1/sign-in/callback/oidc?code=x&state=y')).statusCode).toBe(404)
    expect((await server.browser().get('/v1/sign-in/session')).json()).toEqual({ session: null, methods: { password: true, oidc: false } })
  })
})

describe('on plain http', () => {
  it('cookies have names that a browser takes there, and are not marked secure', async () => {
    const local = await openSignIn({ publicUrl: 'http://127.0.0.1:3000' })
    try {
      const browser = await signInAs(local, await anAccount(local))
      expect([...browser.cookies.keys()].toSorted()).toEqual(['directory-device', 'directory-session'])
      expect((await browser.get('/who')).json().who).not.toBeNull()
      expect((await browser.post('/v1/sign-in/sign-out', {}, { origin: 'http://localhost:3000' })).statusCode).toBe(200)
    } finally {
      await local.close()
    }
  })
})
