import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'
import type { Transaction } from '../../db/transaction.ts'
import { defineCommand, type Done } from '../command.ts'
import { requireOther } from './change-platform-role.ts'
import { endSignIns } from './end-sign-ins.ts'
import { findEditor } from './find-editor.ts'

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
  find: ({ transaction }, { id }) => findEditor(transaction, id),
  async run({ transaction, now }, { id, reason }, { editor }): Promise<Done<{ id: string }>> {
    if (editor.platformRole === 'administrator') await requireOther(transaction, id)
    await endSignIns(transaction, id)
    await transaction.membership.deleteMany({ where: { editorId: id } })
    const keys = await transaction.apiKey.updateMany({ where: { ownerId: id, revokedAt: null }, data: { revokedAt: now } })
    await transaction.recovery.updateMany({ where: { editorId: id, usedAt: null, endedAt: null }, data: { endedAt: now } })
    const invitations = await takeBackInvitations(transaction, { id, email: editor.email }, now)
    await transaction.editor.update({
      where: { id },
      data: { email: `${id}@removed.invalid`, name: 'Former editor', image: null, emailVerified: false, twoFactorEnabled: false, platformRole: null, removedAt: now, updatedAt: now },
    })
    return {
      result: { id },
      audit: { subject: 'editor', subjectId: id, after: { removed: true, keys: keys.count, invitations }, reason },
    }
  },
})

/** Those that they sent and nobody has accepted yet; and their address leaves those that were sent to them. */
async function takeBackInvitations(transaction: Transaction, { id, email }: { id: string; email: string }, now: Date): Promise<number> {
  const sent = await transaction.invitation.updateMany({
    where: { invitedBy: `editor:${id}`, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  const received = await transaction.invitation.updateMany({ where: { email, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } })
  await transaction.invitation.updateMany({ where: { OR: [{ email }, { acceptedBy: id }] }, data: { email: `${id}@removed.invalid` } })
  return sent.count + received.count
}
