import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { askAuth } from '../auth/ask-auth.ts'
import { editorOf } from '../auth/editor-of.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { spendCode } from '../pace/spend-code.ts'
import { postRoute } from '../post-route.ts'
import { recordOwnChange } from '../record-own-change.ts'
import { requireSession } from '../require-session.ts'
import { codeFailed } from '../sign-in-failed.ts'
import { progressView, signedIn } from '../views/progress-view.ts'
import type { Progress } from '../views/progress-view.ts'

export const confirmSecondFactor = postRoute({
  url: '/v1/sign-in/second-factor/confirm',
  operationId: 'confirmSecondFactor',
  summary: 'Send the first code of a second factor that is being set up.',
  description: 'From then on it is asked for at each sign-in with a password. The session goes on under a new cookie.',
  body: z.object({ code: z.string().regex(/^\d{6}$/, { error: 'is not six digits' }).meta({ description: 'Six digits of the app.', examples: ['123456'] }) }),
  answer: { description: 'The second factor counts.', schema: progressView },
  problems: ['not_signed_in', 'sign_in_failed', 'wrong_state', 'too_many_attempts'],
  async run(identity, { code }, request, reply): Promise<Progress> {
    const { editor } = await requireSession(identity, request)
    if (editor.twoFactorEnabled) throw new ProblemError('wrong_state', 'The account has a second factor already.')
    await guardAttempt(identity, editor.id, async () => {
      const { auth, secret } = await identity.opened()
      const answer = await askAuth(auth, identity.publicUrl(), {
        method: 'POST',
        path: '/two-factor/verify-totp',
        cookie: request.headers.cookie,
        body: { code },
        flow: { secondFactor: true },
      })
      // Whose code it was is for the library to say: a sign-in that waits for its code may be another's.
      if (answer.status !== 200 || editorOf(answer.body) !== editor.id) throw codeFailed()
      reply.header('set-cookie', [...answer.cookies])
      // It must not sign anybody in within the next minute.
      await spendCode({ database: identity.database, secret, now: identity.now() }, editor.id, code)
    })
    await inTransaction(identity.database, (transaction) => recordOwnChange(transaction, editor.id, 'editor.enrol_second_factor', identity.now()))
    return signedIn
  },
})
