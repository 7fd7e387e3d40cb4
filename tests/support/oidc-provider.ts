import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ClientMetadata, Provider } from 'oidc-provider'

/** Somebody at the provider, and what it says of them. */
export type OidcPerson = { sub: string; email: string; emailVerified: boolean; amr?: readonly string[] }

export type TestProvider = {
  issuer: string
  /** Who is at the keyboard. */
  person: OidcPerson
  /** Goes through the pages of the provider, as a browser would. @returns where it sends the browser back to */
  visit: (url: string) => Promise<string>
  close: () => Promise<void>
}

type Options = { redirectUri: string; clientId: string; clientSecret: string; /** Whether claims are in the ID token, or have to be asked for. */ inIdToken: boolean }

/** A real OpenID provider on this machine, which takes everybody's word. */
export async function startOidcProvider({ redirectUri, clientId, clientSecret, inIdToken }: Options): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state: { person: OidcPerson } = { person: { sub: 'nobody', email: 'nobody@example.org', emailVerified: false } }
  const client: ClientMetadata = { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], grant_types: ['authorization_code'], response_types: ['code'] }
  const provider = new Provider(issuer, {
    clients: [client],
    conformIdTokenClaims: !inIdToken,
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `/people/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: state.person.email, email_verified: state.person.emailVerified, name: 'From the provider' }),
    }),
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({ accountId: context.oidc.session?.accountId ?? '', clientId: context.oidc.client?.clientId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/people/') !== true) return void answer(request, response)
    const { sub, amr } = state.person
    void provider.interactionFinished(request, response, { login: { accountId: sub, ...(amr === undefined ? {} : { amr: [...amr] }) } })
  })
  return {
    issuer,
    get person() {
      return state.person
    },
    set person(person) {
      state.person = person
    },
    async visit(url) {
      const cookies = new Map<string, string>()
      let next = url
      for (let hops = 0; hops < 10 && next.startsWith(issuer); hops += 1) {
        const response = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
        for (const line of response.headers.getSetCookie()) {
          const pair = line.split(';')[0] ?? ''
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = response.headers.get('location')
        if (location === null) throw new Error(`${response.status} ${await response.text()}`)
        next = new URL(location, next).href
      }
      return next
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
