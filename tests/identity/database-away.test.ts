import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { isDatabaseAway } from '../../src/db/database-away.ts'
import { askAuth } from '../../src/identity/auth/ask-auth.ts'
import { createAuth } from '../../src/identity/auth/create-auth.ts'
import { openIdentity } from '../../src/identity/open-identity.ts'
import { startDatabaseProxy, type DatabaseProxy } from '../support/database-proxy.ts'
import { anAccount, goodPassword, openSignIn, signInAs, type SignIn } from '../support/sign-in.ts'

let server: SignIn
let proxy: DatabaseProxy
beforeAll(async () => {
  server = await openSignIn()
  proxy = await startDatabaseProxy(server.databaseUrl)
})
afterAll(async () => {
  await proxy.close()
  await server.close()
})

describe('while the database is away', () => {
  it('nobody is taken for signed out, and no right password for a wrong one', async () => {
    const account = await anAccount(server)
    const browser = await signInAs(server, account)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const database = openDatabase(proxy.url)
    const identity = openIdentity({ ...server.identity, database })
    const { secret } = await identity.opened()
    const auth = createAuth(identity, secret, null)
    const head = { method: 'GET', headers: { cookie } }
    expect(await identity.readPrincipal(head)).toMatchObject({ id: account.id })
    proxy.turn('refuses')
    try {
      await expect(identity.readPrincipal(head)).rejects.toSatisfy(isDatabaseAway)
      await expect(identity.readPrincipal({ method: 'GET', headers: { authorization: 'Bearer csrd_x' } }), 'known without asking').rejects.toMatchObject({ code: 'not_signed_in' })
      const asked = askAuth(auth, server.publicUrl, { method: 'POST', path: '/sign-in/email', cookie: undefined, body: { email: account.email, password: goodPassword } })
      await expect(asked).rejects.toSatisfy(isDatabaseAway)
      const code = askAuth(auth, server.publicUrl, { method: 'POST', path: '/two-factor/verify-totp', cookie, body: { code: '123456' } })
      await expect(code).rejects.toSatisfy(isDatabaseAway)
    } finally {
      proxy.turn('works')
    }
    expect(await identity.readPrincipal(head)).toMatchObject({ id: account.id })
    await database.close()
  })
})
