import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { digestOf, newSecret } from '../../lib/secret.ts'
import { defineCommand, type Done } from '../command.ts'
import { endSignIns } from './end-sign-ins.ts'
import { findEditorWithKeys } from './find-editor-with-keys.ts'
import { usedWithin } from './recovery-life.ts'
import { revokeKeys } from './revoke-keys.ts'
import { runsInstallation } from './runs-installation.ts'
import type { RecoveryFacts } from './start-recovery.ts'

/**
 * Another administrator agrees: from now on nobody can sign in as this person, nor use a key that was made as them, since nobody knows who
 * made the last ones. They get a link by mail to choose a new password and, with it, a new second factor.
 */
export const confirmRecovery = defineCommand({
  operation: 'editor.confirm_recovery',
  input: z.object({ id: z.uuid().meta({ description: 'The id of the editor.' }) }),
  async find({ transaction }, { id }) {
    const found = await findEditorWithKeys(transaction, id)
    if (found === null) return null
    const recovery = await transaction.recovery.findFirst({ where: { editorId: id, usedAt: null, endedAt: null } })
    return { ...found, recovery }
  },
  async run({ transaction, actorName, now, enqueue }, _input, { editor, recovery }): Promise<Done<RecoveryFacts>> {
    const { id: editorId } = editor
    if (recovery === null || recovery.confirmedAt !== null || recovery.expiresAt <= now) {
      throw new ProblemError('wrong_state', 'Nobody has asked for a recovery that waits for you.')
    }
    if (!(await runsInstallation(transaction, recovery.askedBy))) {
      throw new ProblemError('wrong_state', 'Whoever asked is no administrator any more: ask anew, and somebody else confirms it.')
    }
    if (actorName === recovery.askedBy) throw new ProblemError('not_allowed', 'Another administrator than the one who asked confirms it.')
    if (actorName === `editor:${editorId}`) throw new ProblemError('not_allowed', 'Somebody else confirms your recovery.')
    await endSignIns(transaction, editorId)
    const keys = await revokeKeys(transaction, editorId, now)
    await transaction.editor.update({ where: { id: editorId }, data: { twoFactorEnabled: false, updatedAt: now } })
    const token = newSecret()
    const expiresAt = new Date(now.getTime() + usedWithin)
    await transaction.recovery.update({
      where: { id: recovery.id },
      data: { confirmedBy: actorName, confirmedAt: now, tokenDigest: digestOf(token), expiresAt },
    })
    const expires = expiresAt.toISOString().slice(0, 10)
    await enqueue('send-mail', { to: editor.email, template: 'account_recovery', data: { token, expiresAt: expires } })
    return {
      result: { id: recovery.id, editorId, askedBy: recovery.askedBy, expiresAt, confirmedBy: actorName },
      audit: { subject: 'editor', subjectId: editorId, after: { recovery: recovery.id, askedBy: recovery.askedBy, keys } },
    }
  },
})
