import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand, type Done } from '../command.ts'
import { organisationRoleField } from './organisation-role-field.ts'
import { mayGiveRole } from './may-give-role.ts'
import type { Member } from './member.ts'
import { readMember } from './read-member.ts'
import { requireManager } from './require-manager.ts'

/** Gives a member another role. What they are doing at this moment is decided by the old one or by the new one, never by both. */
export const changeMemberRole = defineCommand({
  operation: 'member.change',
  input: z.object({ organisationId: z.uuid(), editorId: z.uuid(), role: organisationRoleField }),
  find: ({ transaction }, place) => readMember(transaction, place, 'lock'),
  compare: (_context, { role }) => Promise.resolve({ current: { role } }),
  async run({ transaction, actor, now }, { organisationId, editorId, role }, member): Promise<Done<Member>> {
    if (role === member.role) throw new ProblemError('wrong_state', 'They have this role already.')
    if (!mayGiveRole(actor, organisationId, role, member)) {
      throw new ProblemError('not_allowed', 'Nobody gives a role above their own, or raises themselves.')
    }
    if (role !== 'manager') requireManager(actor, member)
    await transaction.membership.update({ where: { editorId_organisationId: { editorId, organisationId } }, data: { role, updatedAt: now } })
    const result = await readMember(transaction, { organisationId, editorId })
    if (result === null) throw new Error('The member is gone.')
    return { result, audit: { subject: 'member', subjectId: editorId, organisationId, before: { role: member.role }, after: { role } } }
  },
})
