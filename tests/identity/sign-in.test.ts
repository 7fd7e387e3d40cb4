import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'

let server: SignIn
beforeAll(async () => {
  server = await openSignIn()
})
afterAll(() => server.close())

describe('a right password', () => {
  it('signs in', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    const { session } = (await browser.get('/v1/sign-in/session')).json()
    expect(session).toMatchObject({ editor: { id: account.id, email: account.email }, secondFactor: { enrolled: false, used: false, required: false } })
    expect((await browser.get('/who')).json()).toEqual({ who: { type: 'editor', id: account.id, secondFactor: false } })
  })
})
