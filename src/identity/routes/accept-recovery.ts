import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { findRecovery, useRecovery } from '../../directory/editor/use-recovery.ts'
import { newPasswordField, tokenField } from '../fields.ts'
import { invalidBody } from '../invalid-body.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { checkPasswordStrength } from '../password/check-password-strength.ts'
import { postRoute } from '../post-route.ts'
import { done, doneView } from '../views/done-view.ts'

export const acceptRecovery = postRoute({
  url: '/v1/sign-in/recoveries/accept',
  operationId: 'acceptRecovery',
  summary: 'Choose a new password with the link of a recovery.',
  description:
    'Two administrators agreed to it. Sign in with the new password then, and set up a second factor. The API keys that you made were ' +
    'revoked when they agreed: make new ones for machines that you run.',
  body: z.object({ token: tokenField, password: newPasswordField }),
  answer: { description: 'From now on the new password counts.', schema: doneView },
  problems: ['no_such_thing', 'link_not_valid', 'too_many_attempts'],
  async run(identity, { token, password }) {
    const { database, now, passwords } = identity
    const { id, editor } = await inTransaction(database, (transaction) => findRecovery(transaction, token, now()))
    const passwordHash = await guardAttempt(identity, id, async () => {
      const weakness = await checkPasswordStrength(password, [editor.name, editor.email])
      if (weakness !== null) throw invalidBody([{ pointer: '/password', code: 'invalid_value', detail: weakness }])
      return passwords.hash(password)
    })
    await inTransaction(database, (transaction) => useRecovery(transaction, { token, passwordHash }, now()))
    return done
  },
})
