import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { askAuth } from '../auth/ask-auth.ts'
import { editorOf } from '../auth/editor-of.ts'
import { keepSecondFactor } from '../enrolment/keep-second-factor.ts'
import { readEnrolment } from '../enrolment/read-enrolment.ts'
import { requireFactorShown } from '../enrolment/require-factor-shown.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { spendCode } from '../pace/spend-code.ts'
import { postRoute } from '../post-route.ts'
import { requireSession } from '../require-session.ts'
import { sessionCookieOnly } from '../session/session-cookie-only.ts'
import { writeCookie } from '../session/write-cookie.ts'
import { codeFailed } from '../sign-in-failed.ts'
import { progressView, signedIn } from '../views/progress-view.ts'
import type { Progress } from '../views/progress-view.ts'

export const confirmSecondFactor = postRoute({
  url: '/v1/sign-in/second-factor/confirm',
  operationId: 'confirmSecondFactor',
  summary: 'Send the first code of a second factor that is being set up.',
  description:
    'In the browser, and the session, in which it was begun. From then on it is asked for at each sign-in with a password. One that it ' +
    'replaces, and its backup codes, are worth nothing any more, and all other sessions end. This session goes on under a new cookie.',
  body: z.object({ code: z.string().regex(/^\d{6}$/, { error: 'is not six digits' }).meta({ description: 'Six digits of the app.', examples: ['123456'] }) }),
  answer: { description: 'The second factor counts.', schema: progressView },
  problems: ['not_signed_in', 'sign_in_failed', 'second_factor_required', 'wrong_state', 'too_many_attempts'],
  async run(identity, { code }, request, reply): Promise<Progress> {
    const session = await requireSession(identity, request)
    const { cookie } = request.headers
    requireFactorShown(session)
    const factor = await readEnrolment(identity, session, cookie)
    if (factor === null) throw new ProblemError('wrong_state', 'No second factor is being set up in this session, or it took longer than a quarter of an hour.')
    const editorId = session.editor.id
    await guardAttempt(identity, editorId, async () => {
      const { auth, secret } = await identity.opened()
      const answer = await askAuth(auth, identity.publicUrl(), {
        method: 'POST',
        path: '/two-factor/verify-totp',
        cookie: sessionCookieOnly(identity, cookie),
        body: { code },
        flow: { enrolment: { editorId, factor } },
      })
      if (answer.status !== 200 || editorOf(answer.body) !== editorId) throw codeFailed()
      // It must not sign anybody in within the next minute.
      if (!(await spendCode({ database: identity.database, secret, now: identity.now() }, editorId, code))) throw codeFailed()
    })
    const names = identity.cookies()
    reply.header('set-cookie', [await keepSecondFactor(identity, session, factor), writeCookie(names, names.enrolment, '', 0)])
    return signedIn
  },
})
