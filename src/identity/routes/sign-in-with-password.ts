import { z } from 'zod'
import { askAuth } from '../auth/ask-auth.ts'
import { emailField, passwordField } from '../fields.ts'
import { countAttempt, forgiveAttempt } from '../pace/count-attempt.ts'
import { deviceCookie, readDevice } from '../pace/device-cookie.ts'
import { signInKey } from '../pace/sign-in-key.ts'
import { postRoute } from '../post-route.ts'
import { refuseOvertaken } from '../password/refuse-overtaken.ts'
import { endReplacedSession } from '../session/end-replaced-session.ts'
import { signInFailed } from '../sign-in-failed.ts'
import { progressView, signedIn } from '../views/progress-view.ts'
import type { Progress } from '../views/progress-view.ts'

export const signInWithPassword = postRoute({
  url: '/v1/sign-in/password',
  operationId: 'signInWithPassword',
  summary: 'Sign in with address and password.',
  description:
    'Sets the cookie of a session, unless the account has a second factor: then that is asked for next. Attempts are slowed down, and ' +
    'never locked out; a browser in which somebody signed in before does not wait for what others try with their address.',
  body: z.object({ email: emailField, password: passwordField }),
  answer: { description: 'How far the sign-in is.', schema: progressView },
  problems: ['sign_in_failed', 'too_many_attempts'],
  async run(identity, { email, password }, { headers: { cookie } }, reply): Promise<Progress> {
    const { secret, auth } = await identity.opened()
    const names = identity.cookies()
    const device = readDevice(cookie, names, secret, email)
    const countsForAll = device === null
    const key = signInKey(secret, email, device)
    await countAttempt(identity.database, key, identity.now(), { countsForAll })
    const answer = await askAuth(auth, identity.publicUrl(), { method: 'POST', path: '/sign-in/email', cookie, body: { email, password } })
    if (answer.status !== 200) throw signInFailed()
    await refuseOvertaken(identity, email, answer)
    const waits = answer.body['twoFactorRedirect'] === true
    // What waits for its code is no success yet: else whoever has the password could begin, and guess at, any number at once.
    if (!waits) await forgiveAttempt(identity.database, key, { countsForAll })
    await endReplacedSession(identity, cookie)
    reply.header('set-cookie', [...answer.cookies, ...(waits || device !== null ? [] : [deviceCookie(names, secret, email)])])
    return waits ? { signedIn: false, next: 'second_factor' } : signedIn
  },
})
