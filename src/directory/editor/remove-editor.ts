import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'
import { defineCommand, type Done } from '../command.ts'
import { requireOther } from './change-platform-role.ts'
import { endSignIns } from './end-sign-ins.ts'
import { findEditorWithKeys } from './find-editor-with-keys.ts'
import { forgetPerson, unreachable } from './forget-person.ts'
import { revokeKeys } from './revoke-keys.ts'

/**
 * Removes a person: signed out at once, without any right, their keys and the invitations they sent taken back, and their name and
 * address gone for good. What they did stays in the audit and in the histories, under an id that names nobody any more.
 */
export const removeEditor = defineCommand({
  operation: 'editor.remove',
  input: z.object({
    id: z.uuid().meta({ description: 'The id of the editor.' }),
    reason: prose(2000).meta({ description: 'Why, for those who come later. Without a name or an address: it stays in the audit.' }),
  }),
  find: ({ transaction }, { id }) => findEditorWithKeys(transaction, id),
  async run({ transaction, actorName, now }, { reason }, { editor }): Promise<Done<{ id: string }>> {
    // As it is kept, whatever letters the caller used.
    const { id } = editor
    if (editor.platformRole === 'administrator') await requireOther(transaction, id)
    await endSignIns(transaction, id)
    const forgotten = await forgetPerson(transaction, { id, email: editor.email }, { by: actorName, now })
    await transaction.membership.deleteMany({ where: { editorId: id } })
    const keys = await revokeKeys(transaction, id, now)
    await transaction.recovery.updateMany({ where: { editorId: id, usedAt: null, endedAt: null }, data: { endedAt: now } })
    await transaction.editor.update({
      where: { id },
      data: { email: unreachable(id), name: 'Former editor', image: null, emailVerified: false, twoFactorEnabled: false, platformRole: null, removedAt: now, updatedAt: now },
    })
    return {
      result: { id },
      audit: { subject: 'editor', subjectId: id, after: { removed: true, keys, ...forgotten }, reason },
    }
  },
})
