import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { askAuth } from '../auth/ask-auth.ts'
import { passwordField } from '../fields.ts'
import type { Identity } from '../identity.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { checkOwnPassword } from '../password/check-own-password.ts'
import { postRoute } from '../post-route.ts'
import { recordOwnChange } from '../record-own-change.ts'
import { notSignedIn, requireSession } from '../require-session.ts'
import type { Session } from '../session/read-session.ts'

const enrolmentView = z
  .object({
    uri: z.string().meta({ description: 'For the authenticator app, as a picture (QR code) or a link: `otpauth://totp/…`.' }),
    secret: z.string().meta({ description: 'The same to type.' }),
    backupCodes: z.array(z.string()).meta({ description: 'Each works once, when the app is lost. Shown only now.' }),
  })
  .meta({ id: 'SecondFactorEnrolment', description: 'A second factor that begins to count when a first code of it was sent.' })

export const enrolSecondFactor = postRoute({
  url: '/v1/sign-in/second-factor/enrol',
  operationId: 'enrolSecondFactor',
  summary: 'Set up a second factor, or another one in place of the old one.',
  description:
    'The second factor counts as soon as `/v1/sign-in/second-factor/confirm` got a first code. To replace one, it must have been shown in ' +
    'this session; all other sessions end then.',
  body: z.object({ password: passwordField.nullable().default(null).meta({ description: 'Your password; null when you have none.' }) }),
  answer: { description: 'What to put into the authenticator app.', schema: enrolmentView },
  problems: ['not_signed_in', 'sign_in_failed', 'second_factor_required', 'too_many_attempts'],
  async run(identity, { password }, request): Promise<z.output<typeof enrolmentView>> {
    const session = await requireSession(identity, request)
    if (session.editor.twoFactorEnabled && session.secondFactorAt === null) {
      throw new ProblemError('second_factor_required', 'Send a code of the second factor that you have before you replace it.')
    }
    await guardAttempt(identity, session.editor.id, () => checkOwnPassword(identity, session.editor.id, password))
    if (session.editor.twoFactorEnabled) await forgetSecondFactor(identity, session)
    const { auth } = await identity.opened()
    const answer = await askAuth(auth, identity.publicUrl(), {
      method: 'POST',
      path: '/two-factor/enable',
      cookie: request.headers.cookie,
      body: password === null ? {} : { password },
    })
    if (answer.status === 401) throw notSignedIn()
    if (answer.status !== 200) throw new Error(`The sign-in library refused to set up a second factor with ${answer.status}.`)
    const { totpURI: uri, backupCodes } = answer.body as { totpURI: string; backupCodes: string[] }
    return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', backupCodes }
  },
})

/** The session goes on without a second factor until the new one is confirmed. */
async function forgetSecondFactor({ database, now }: Identity, { id, editor }: Session): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await transaction.signInSecondFactor.deleteMany({ where: { editorId: editor.id } })
    await transaction.editor.update({ where: { id: editor.id }, data: { twoFactorEnabled: false } })
    await transaction.signInSession.deleteMany({ where: { editorId: editor.id, id: { not: id } } })
    await transaction.signInSession.updateMany({ where: { id }, data: { secondFactorAt: null } })
    await recordOwnChange(transaction, editor.id, 'editor.replace_second_factor', now())
  })
}
