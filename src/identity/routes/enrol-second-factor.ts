import { z } from 'zod'
import { askAuth } from '../auth/ask-auth.ts'
import type { EnrolmentHeld } from '../auth/enrolment-held.ts'
import { requireFactorShown } from '../enrolment/require-factor-shown.ts'
import { writeEnrolment } from '../enrolment/write-enrolment.ts'
import { passwordField } from '../fields.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { checkOwnPassword } from '../password/check-own-password.ts'
import { postRoute } from '../post-route.ts'
import { notSignedIn, requireSession } from '../require-session.ts'
import { sessionCookieOnly } from '../session/session-cookie-only.ts'

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
    'The second factor counts as soon as `/v1/sign-in/second-factor/confirm` got a first code of it, within a quarter of an hour. Until then ' +
    'nothing changes: the old one and its backup codes stay in force. To replace one, it must have been shown in this session. The answer ' +
    'sets a cookie that the confirmation needs.',
  body: z.object({ password: passwordField.nullable().default(null).meta({ description: 'Your password; null when you have none.' }) }),
  answer: { description: 'What to put into the authenticator app.', schema: enrolmentView },
  problems: ['not_signed_in', 'sign_in_failed', 'second_factor_required', 'too_many_attempts'],
  async run(identity, { password }, request, reply): Promise<z.output<typeof enrolmentView>> {
    const session = await requireSession(identity, request)
    requireFactorShown(session)
    await guardAttempt(identity, session.editor.id, () => checkOwnPassword(identity, session.editor.id, password))
    const { auth } = await identity.opened()
    const enrolment: EnrolmentHeld = { editorId: session.editor.id, factor: null }
    const answer = await askAuth(auth, identity.publicUrl(), {
      method: 'POST',
      path: '/two-factor/enable',
      cookie: sessionCookieOnly(identity, request.headers.cookie),
      body: password === null ? {} : { password },
      flow: { enrolment },
    })
    if (answer.status === 401) throw notSignedIn()
    if (answer.status !== 200 || enrolment.factor === null) throw new Error(`The sign-in library refused to set up a second factor with ${answer.status}.`)
    const { totpURI: uri, backupCodes } = answer.body as { totpURI: string; backupCodes: string[] }
    reply.header('set-cookie', await writeEnrolment(identity, session, enrolment.factor))
    return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', backupCodes }
  },
})
