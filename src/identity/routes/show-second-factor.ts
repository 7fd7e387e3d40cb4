import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { askAuth, type AuthAnswer } from '../auth/ask-auth.ts'
import { editorOf } from '../auth/editor-of.ts'
import { codeField } from '../fields.ts'
import { refuseReplaced } from '../enrolment/refuse-replaced.ts'
import type { Identity } from '../identity.ts'
import { forgiveAttempt } from '../pace/count-attempt.ts'
import { deviceCookie, readDevice } from '../pace/device-cookie.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { signInKey } from '../pace/sign-in-key.ts'
import { spendCode } from '../pace/spend-code.ts'
import { postRoute } from '../post-route.ts'
import { readSession, type Session } from '../session/read-session.ts'
import { sessionOfCookies } from '../session/session-of-cookies.ts'
import { codeFailed } from '../sign-in-failed.ts'
import { progressView, signedIn } from '../views/progress-view.ts'
import type { Progress } from '../views/progress-view.ts'

export const showSecondFactor = postRoute({
  url: '/v1/sign-in/second-factor',
  operationId: 'showSecondFactor',
  summary: 'Send a code of the authenticator app, or a backup code.',
  description:
    'Ends a sign-in that waits for the second factor. In a session that was begun without one, such as with an OpenID provider, it ' +
    'shows the second factor afterwards. A code is accepted once.',
  body: z.object({ code: codeField }),
  answer: { description: 'How far the sign-in is.', schema: progressView },
  problems: ['sign_in_failed', 'too_many_attempts'],
  async run(identity, { code }, { headers: { cookie } }, reply): Promise<Progress> {
    const session = await readSession(identity, cookie)
    if (session === null) await endSignIn(identity, code, cookie, reply)
    else await showInSession(identity, session, code, cookie)
    return signedIn
  },
})

function isBackupCode(code: string): boolean {
  return code.includes('-')
}

async function verify(identity: Identity, code: string, cookie: string | undefined): Promise<AuthAnswer> {
  const { auth } = await identity.opened()
  const answer = await askAuth(auth, identity.publicUrl(), {
    method: 'POST',
    path: isBackupCode(code) ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp',
    cookie,
    body: { code },
    flow: { secondFactor: true, code: isBackupCode(code) ? null : code },
  })
  if (answer.status === 429) {
    throw new ProblemError('too_many_attempts', 'There were too many wrong codes. Try again after the seconds in Retry-After.', {
      headers: { 'retry-after': '900' },
    })
  }
  if (answer.status !== 200) throw codeFailed()
  return answer
}

async function endSignIn(identity: Identity, code: string, cookie: string | undefined, reply: FastifyReply): Promise<void> {
  const answer = await verify(identity, code, cookie)
  const session = await sessionOfCookies(identity, answer.cookies)
  if (session === null) throw codeFailed()
  await refuseReplaced(identity, session, answer)
  reply.header('set-cookie', [...answer.cookies])
  const { secret } = await identity.opened()
  const names = identity.cookies()
  const { email } = session.editor
  const device = readDevice(cookie, names, secret, email)
  await forgiveAttempt(identity.database, signInKey(secret, email, device), { countsForAll: device === null })
  if (device === null) reply.header('set-cookie', deviceCookie(names, secret, email))
}

async function showInSession(identity: Identity, { id, editor }: Session, code: string, cookie: string | undefined): Promise<void> {
  if (!editor.twoFactorEnabled) throw codeFailed()
  await guardAttempt(identity, editor.id, async () => {
    const { body } = await verify(identity, code, cookie)
    // The library reads cookies its own way, and takes a sign-in that waits for its code where it finds no session: of somebody else, maybe.
    if (editorOf(body) !== editor.id) throw codeFailed()
    const { secret } = await identity.opened()
    const now = identity.now()
    if (!isBackupCode(code) && !(await spendCode({ database: identity.database, secret, now }, editor.id, code))) throw codeFailed()
    await identity.database.prisma.signInSession.updateMany({ where: { id }, data: { secondFactorAt: now } })
  })
}
