import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { findEditor } from '../../directory/editor/find-editor.ts'
import { writePassword } from '../../directory/editor/write-password.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newPasswordField, passwordField } from '../fields.ts'
import { invalidBody } from '../invalid-body.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { checkOwnPassword } from '../password/check-own-password.ts'
import { checkPasswordStrength } from '../password/check-password-strength.ts'
import { postRoute } from '../post-route.ts'
import { recordOwnChange } from '../record-own-change.ts'
import { notSignedIn, requireSession } from '../require-session.ts'
import { done, doneView } from '../views/done-view.ts'

export const changePassword = postRoute({
  url: '/v1/sign-in/change-password',
  operationId: 'changePassword',
  summary: 'Choose another password.',
  description:
    'Takes the password until now, and refuses one that is easy to guess or contains your name or address. All other ' +
    'sessions end.',
  body: z.object({ password: passwordField.meta({ description: 'The password until now.' }), newPassword: newPasswordField }),
  answer: { description: 'From now on the new one counts.', schema: doneView },
  problems: ['not_signed_in', 'sign_in_failed', 'second_factor_required', 'wrong_state', 'too_many_attempts'],
  async run(identity, { password, newPassword }, request) {
    const { id, editor, secondFactorAt } = await requireSession(identity, request)
    if (editor.twoFactorEnabled && secondFactorAt === null) {
      throw new ProblemError('second_factor_required', 'Send a code of your second factor first.')
    }
    const where = { providerId_accountId: { providerId: 'credential', accountId: editor.id } }
    if ((await identity.database.prisma.signInAccount.findUnique({ where, select: { id: true } })) === null) {
      throw new ProblemError('wrong_state', 'You sign in with the OpenID provider, and have no password here.')
    }
    await guardAttempt(identity, editor.id, async () => {
      await checkOwnPassword(identity, editor.id, password)
      const weakness = await checkPasswordStrength(newPassword, [editor.name, editor.email, password])
      if (weakness !== null) throw invalidBody([{ pointer: '/newPassword', code: 'invalid_value', detail: weakness }])
    })
    const hash = await identity.passwords.hash(newPassword)
    await inTransaction(identity.database, async (transaction) => {
      // Locked first, as whatever ends sessions does it: two at once would wait for each other.
      if ((await findEditor(transaction, editor.id)) === null) throw notSignedIn()
      await writePassword(transaction, editor.id, hash, identity.now())
      await transaction.signInSession.deleteMany({ where: { editorId: editor.id, id: { not: id } } })
      // A sign-in with the password until now that waits for its code.
      await transaction.signInToken.deleteMany({ where: { value: editor.id } })
      await recordOwnChange(transaction, editor.id, 'editor.change_password', identity.now())
    })
    return done
  },
})
