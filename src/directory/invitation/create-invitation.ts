import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand, type Done } from '../command.ts'
import { mayGiveRole } from '../member/may-give-role.ts'
import { organisationRoleField } from '../member/organisation-role-field.ts'
import { readOrganisation } from '../organisation/read-organisation.ts'
import { emailField } from './email-field.ts'
import { insertInvitation } from './insert-invitation.ts'
import type { InvitationFacts } from './invitation-facts.ts'
import { toInvitation } from './invitation-facts.ts'
import { requirePace } from './require-pace.ts'

/** Invites somebody into an organisation. The link goes to their address, and nowhere else; one that went there before stops working. */
export const createInvitation = defineCommand({
  operation: 'invitation.create',
  input: z.object({ organisationId: z.uuid(), email: emailField, role: organisationRoleField }),
  // Locked, so that two who invite the same address send one link that works.
  find: ({ transaction }, { organisationId }) => readOrganisation(transaction, organisationId, 'lock'),
  async run(context, { email, role }, organisation): Promise<Done<InvitationFacts>> {
    const { transaction, actor, now } = context
    const { organisationId } = organisation
    const editor = await transaction.editor.findUnique({
      where: { email },
      select: { id: true, memberships: { where: { organisationId }, select: { role: true } } },
    })
    if (editor !== null && editor.memberships.length > 0) throw new ProblemError('already_exists', 'There is a member with this address already.')
    if (!mayGiveRole(actor, organisationId, role, { editorId: editor?.id ?? null, role: null })) {
      throw new ProblemError('not_allowed', 'Nobody gives a role above their own, or invites themselves.')
    }
    await requirePace(context, organisationId)
    const { id } = await insertInvitation(context, { email, organisation, role })
    const row = await transaction.invitation.findUniqueOrThrow({ where: { id } })
    return {
      result: toInvitation(row, now),
      audit: { subject: 'invitation', subjectId: id, organisationId, after: { role, expiresAt: row.expiresAt.toISOString() } },
    }
  },
})
