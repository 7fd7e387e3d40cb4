import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { goodPassword, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'
import { totp } from '../support/totp.ts'

const account = { id: '019cd79e-4600-775b-82f7-e136ede1035d', email: 'stored@example.org', password: goodPassword }
const secret = 'MVBE25KRNRWTAWSYLJWXCV2KJJHG66JTJJDVA5SUMNKE4R3POB3Q'

let server: SignIn
beforeEach(async () => {
  server = await openSignIn()
  const client = await connectOnce(server.databaseUrl)
  await client.query(await readFile(path.join(import.meta.dirname, 'stored-form.sql'), 'utf8'))
  await client.end()
})
afterEach(() => server.close())

describe('an account that an earlier release has stored', () => {
  it('still signs in with its password and its app', async () => {
    const browser = await signInAs(server, account)
    expect((await browser.post('/v1/sign-in/second-factor', { code: totp(secret) })).json()).toEqual({ signedIn: true, next: null })
    expect((await browser.get('/who')).json()).toEqual({ who: { type: 'editor', id: account.id, secondFactor: true } })
  })

  it('still signs in with a backup code, once', async () => {
    for (const [expected, code] of [[200, 'Fs2pn-mSeXY'], [401, 'Fs2pn-mSeXY'], [200, 'djKEP-lVFKB']] as const) {
      const browser = await signInAs(server, account)
      expect((await browser.post('/v1/sign-in/second-factor', { code })).statusCode).toBe(expected)
    }
  })

  it('still refuses another password', async () => {
    expect((await server.browser().post('/v1/sign-in/password', { email: account.email, password: 'lantern gravel otter eighteen' })).statusCode).toBe(401)
  })
})
