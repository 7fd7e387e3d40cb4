import { z } from 'zod'
import { getRoute } from '../get-route.ts'
import { readSession } from '../session/read-session.ts'
import { sessionView, viewSession } from '../views/session-view.ts'

const whoView = z
  .object({
    session: sessionView.nullable().meta({ description: 'Null when nobody is signed in.' }),
    methods: z.object({ password: z.literal(true), oidc: z.boolean() }).meta({ description: 'How one can sign in here.' }),
  })
  .meta({ id: 'WhoIsSignedIn', description: 'Who is signed in.' })

export const getSession = getRoute({
  url: '/v1/sign-in/session',
  operationId: 'getSession',
  summary: 'Get who is signed in, and how one can sign in here.',
  description:
    'Nobody has to be signed in to ask. `session` says which roles the person has and whether a second factor is missing; ' +
    '`methods` says whether to offer the OpenID provider.',
  answer: { description: 'Who is signed in.', schema: whoView },
  async run(identity, { headers: { cookie } }): Promise<z.output<typeof whoView>> {
    const session = await readSession(identity, cookie)
    return {
      session: session === null ? null : await viewSession(identity.database, session),
      methods: { password: true, oidc: identity.oidc !== null },
    }
  },
})
