import { z } from 'zod'
import { askAuth } from '../auth/ask-auth.ts'
import { oidcProviderId } from '../auth/oidc-provider-id.ts'
import { postRoute } from '../post-route.ts'

const oidcView = z
  .object({ url: z.string().meta({ description: 'Where to send the browser. It comes back to `/v1/sign-in/callback/oidc`.' }) })
  .meta({ id: 'OidcSignIn', description: 'A sign-in that goes on at the OpenID provider.' })

/** Where the browser is sent when it comes back. */
const afterSignIn = '/v1/sign-in/session'

export const signInWithOidc = postRoute({
  url: '/v1/sign-in/oidc',
  operationId: 'signInWithOidc',
  summary: 'Begin to sign in with the OpenID provider of this installation.',
  description: 'Lets in who is an editor here, with an address that the provider has verified. Nobody becomes an editor by it.',
  body: z.object({}),
  answer: { description: 'Where it goes on.', schema: oidcView },
  problems: ['route_not_found', 'provider_away'],
  async run(identity, _body, { headers: { cookie } }, reply): Promise<z.output<typeof oidcView>> {
    const { oidcAuth } = await identity.opened()
    const answer = await askAuth(await oidcAuth(), identity.publicUrl(), {
      method: 'POST',
      path: '/sign-in/social',
      cookie,
      body: { provider: oidcProviderId, callbackURL: `${identity.publicUrl()}${afterSignIn}`, disableRedirect: true },
    })
    if (answer.status !== 200 || typeof answer.body['url'] !== 'string') throw new Error(`The sign-in library answered ${answer.status} to a sign-in with OpenID.`)
    reply.header('set-cookie', [...answer.cookies])
    return { url: answer.body['url'] }
  },
})
