import { z } from 'zod'
import { defineCommand, type Done } from '../command.ts'
import type { Member } from './member.ts'
import { readMember } from './read-member.ts'
import { requireManager } from './require-manager.ts'

/**
 * Takes somebody out of an organisation, at once, also where they are signed in. Their keys for it end with them, and do not come back
 * when they do.
 */
export const removeMember = defineCommand({
  operation: 'member.remove',
  input: z.object({ organisationId: z.uuid(), editorId: z.uuid() }),
  find: ({ transaction }, place) => readMember(transaction, place, 'lock'),
  compare: (_context, { role }) => Promise.resolve({ current: { role } }),
  async run({ transaction, actor, now }, { organisationId, editorId }, member): Promise<Done<Member>> {
    requireManager(actor, member)
    const keys = await transaction.apiKey.updateMany({ where: { organisationId, ownerId: editorId, revokedAt: null }, data: { revokedAt: now } })
    await transaction.membership.delete({ where: { editorId_organisationId: { editorId, organisationId } } })
    return {
      result: member,
      audit: { subject: 'member', subjectId: editorId, organisationId, before: { role: member.role }, after: { removed: true, keys: keys.count } },
    }
  },
})
