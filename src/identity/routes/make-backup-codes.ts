import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { findEditor } from '../../directory/editor/find-editor.ts'
import { ProblemError } from '../../lib/errors.ts'
import { askAuth } from '../auth/ask-auth.ts'
import { passwordField } from '../fields.ts'
import { guardAttempt } from '../pace/guard-attempt.ts'
import { checkOwnPassword } from '../password/check-own-password.ts'
import { postRoute } from '../post-route.ts'
import { recordOwnChange } from '../record-own-change.ts'
import { notSignedIn, requireSession } from '../require-session.ts'

const backupCodesView = z
  .object({ backupCodes: z.array(z.string()).meta({ description: 'Each works once. Shown only now; the old ones work no more.' }) })
  .meta({ id: 'BackupCodes', description: 'For the day on which the authenticator app is lost.' })

export const makeBackupCodes = postRoute({
  url: '/v1/sign-in/backup-codes',
  operationId: 'makeBackupCodes',
  summary: 'Make new backup codes in place of the old ones.',
  description:
    'Ten codes for the day on which the authenticator app is lost: each works once, in place of six digits. Needs the ' +
    'second factor in this session, and your password.',
  body: z.object({ password: passwordField.nullable().default(null).meta({ description: 'Your password; null when you have none.' }) }),
  answer: { description: 'The codes.', schema: backupCodesView },
  problems: ['not_signed_in', 'sign_in_failed', 'second_factor_required', 'too_many_attempts'],
  async run(identity, { password }, request): Promise<z.output<typeof backupCodesView>> {
    const { editor, secondFactorAt, tokenDigest } = await requireSession(identity, request)
    if (secondFactorAt === null) throw new ProblemError('second_factor_required', 'Send a code of your second factor first.')
    // That of an OpenID provider is not kept here.
    if (!editor.twoFactorEnabled) throw new ProblemError('second_factor_required', 'Set up a second factor here first: backup codes stand in for it.')
    await guardAttempt(identity, editor.id, () => checkOwnPassword(identity, editor.id, password))
    const { auth } = await identity.opened()
    const held = { stored: '' }
    const answer = await askAuth(auth, identity.publicUrl(), {
      method: 'POST',
      path: '/two-factor/generate-backup-codes',
      cookie: request.headers.cookie,
      body: password === null ? {} : { password },
      flow: { backupCodes: held },
    })
    if (answer.status === 401) throw notSignedIn()
    if (answer.status !== 200 || held.stored === '') throw new Error(`The sign-in library refused to make backup codes with ${answer.status}.`)
    await inTransaction(identity.database, async (transaction) => {
      // Locked first: another second factor, which ends this session, is in force before this or after it.
      const found = await findEditor(transaction, editor.id)
      if (found === null || (await transaction.signInSession.count({ where: { tokenDigest } })) === 0) throw notSignedIn()
      await transaction.signInSecondFactor.update({ where: { editorId: editor.id }, data: { backupCodes: held.stored } })
      await recordOwnChange(transaction, editor.id, 'editor.new_backup_codes', identity.now())
    })
    return { backupCodes: answer.body['backupCodes'] as string[] }
  },
})
