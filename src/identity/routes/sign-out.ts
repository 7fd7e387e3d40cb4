import { z } from 'zod'
import { askAuth } from '../auth/ask-auth.ts'
import { postRoute } from '../post-route.ts'
import { endReplacedSession } from '../session/end-replaced-session.ts'
import { done, doneView } from '../views/done-view.ts'

export const signOut = postRoute({
  url: '/v1/sign-in/sign-out',
  operationId: 'signOut',
  summary: 'Sign out: the session of this browser ends.',
  description: 'The cookie is of no use any more, wherever it was copied to. Answered in the same way when nobody was signed in.',
  body: z.object({}),
  answer: { description: 'Nobody is signed in.', schema: doneView },
  problems: [],
  async run(identity, _body, { headers: { cookie } }, reply) {
    const { auth } = await identity.opened()
    const { cookies } = await askAuth(auth, identity.publicUrl(), { method: 'POST', path: '/sign-out', cookie })
    // The library leaves a session whose cookie it has not signed; read-session.ts does not ask for the signature.
    await endReplacedSession(identity, cookie)
    reply.header('set-cookie', [...cookies])
    return done
  },
})
