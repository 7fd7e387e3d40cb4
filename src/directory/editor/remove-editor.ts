import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'
import { defineCommand, type Done } from '../command.ts'
import { requireOther } from './change-platform-role.ts'
import { endSignIns } from './end-sign-ins.ts'
import { findEditor } from './find-editor.ts'
import { forgetPerson, unreachable } from './forget-person.ts'

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
  async find({ transaction }, { id }) {
    // Keys before their owner, as a request with a key reads them: otherwise the two would wait for each other.
    await transaction.$queryRaw`SELECT FROM "api_key" WHERE "owner_id" = ${id}::uuid ORDER BY "id" FOR UPDATE`
    return findEditor(transaction, id)
  },
  async run({ transaction, actorName, now }, { reason }, { editor }): Promise<Done<{ id: string }>> {
    // As it is kept, whatever letters the caller used.
    const { id } = editor
    if (editor.platformRole === 'administrator') await requireOther(transaction, id)
    await endSignIns(transaction, id)
    const forgotten = await forgetPerson(transaction, { id, email: editor.email }, { by: actorName, now })
    await transaction.membership.deleteMany({ where: { editorId: id } })
    const keys = await transaction.apiKey.updateMany({ where: { ownerId: id, revokedAt: null }, data: { revokedAt: now } })
    await transaction.recovery.updateMany({ where: { editorId: id, usedAt: null, endedAt: null }, data: { endedAt: now } })
    await transaction.editor.update({
      where: { id },
      data: { email: unreachable(id), name: 'Former editor', image: null, emailVerified: false, twoFactorEnabled: false, platformRole: null, removedAt: now, updatedAt: now },
    })
    return {
      result: { id },
      audit: { subject: 'editor', subjectId: id, after: { removed: true, keys: keys.count, ...forgotten }, reason },
    }
  },
})
