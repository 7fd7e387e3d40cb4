import { inTransaction } from '../../db/transaction.ts'
import { findEditor } from '../../directory/editor/find-editor.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { StoredSecondFactor } from '../auth/enrolment-held.ts'
import type { Identity } from '../identity.ts'
import { recordOwnChange } from '../record-own-change.ts'
import { notSignedIn } from '../require-session.ts'
import { newSessionToken } from '../session/new-session-token.ts'
import type { Session } from '../session/read-session.ts'
import { requireFactorShown } from './require-factor-shown.ts'

/**
 * Puts a second factor in force whose code was right, with its backup codes, and in place of the one before: from then on that is worth
 * nothing, and whoever came in with it is signed out. Two at once wait for each other, and the second finds its session gone.
 *
 * @returns the cookie under which the session goes on
 * @throws ProblemError `not_signed_in`, or `second_factor_required`
 */
export async function keepSecondFactor(identity: Identity, session: Session, factor: StoredSecondFactor): Promise<string> {
  const { tokenDigest, cookie } = await newSessionToken(identity, session)
  const now = identity.now()
  const editorId = session.editor.id
  await inTransaction(identity.database, async (transaction) => {
    const found = await findEditor(transaction, editorId)
    const current = await transaction.signInSession.findUnique({ where: { tokenDigest: session.tokenDigest }, select: { secondFactorAt: true } })
    if (found === null || current === null) throw notSignedIn()
    const replaces = found.editor.twoFactorEnabled
    requireFactorShown({ ...current, editor: found.editor })
    const inForce = { ...factor, verified: true, failedVerificationCount: 0, lockedUntil: null }
    const [id = ''] = newIds(now, 1)
    await transaction.signInSecondFactor.upsert({ where: { editorId }, create: { id, editorId, ...inForce }, update: inForce })
    await transaction.editor.update({ where: { id: editorId }, data: { twoFactorEnabled: true, updatedAt: now } })
    await transaction.signInSession.update({ where: { tokenDigest: session.tokenDigest }, data: { tokenDigest, secondFactorAt: now, updatedAt: now } })
    if (replaces) {
      // After the second factor: what a sign-in began with the old one is here to be ended, or finds the new one (refuse-replaced.ts).
      await transaction.signInToken.deleteMany({ where: { value: editorId } })
      await transaction.signInSession.deleteMany({ where: { editorId, tokenDigest: { not: tokenDigest } } })
    }
    await recordOwnChange(transaction, editorId, replaces ? 'editor.replace_second_factor' : 'editor.enrol_second_factor', now)
  })
  return cookie
}
