import { z } from 'zod'
import { askAuth } from '../auth/ask-auth.ts'
import { postRoute } from '../post-route.ts'
import { endReplacedSession } from '../session/end-replaced-session.ts'
import { endWaitingSignIn } from '../session/end-waiting-sign-in.ts'
import { writeCookie } from '../session/write-cookie.ts'
import { done, doneView } from '../views/done-view.ts'

export const signOut = postRoute({
  url: '/v1/sign-in/sign-out',
  operationId: 'signOut',
  summary: 'Sign out: the session of this browser ends, and a sign-in that waits for its code there.',
  description: 'The cookies are of no use any more, wherever they were copied to. Answered in the same way when nobody was signed in.',
  body: z.object({}),
  answer: { description: 'Nobody is signed in.', schema: doneView },
  problems: [],
  async run(identity, _body, { headers: { cookie } }, reply) {
    const { auth } = await identity.opened()
    const { cookies } = await askAuth(auth, identity.publicUrl(), { method: 'POST', path: '/sign-out', cookie })
    // The library leaves a session whose cookie it has not signed; read-session.ts does not ask for the signature.
    await endReplacedSession(identity, cookie)
    await endWaitingSignIn(identity, cookie)
    const names = identity.cookies()
    reply.header('set-cookie', [...cookies, ...[names.waiting, names.enrolment].map((name) => writeCookie(names, name, '', 0))])
    return done
  },
})
