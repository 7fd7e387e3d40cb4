import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { noSuchThing } from '../authorise.ts'
import { defineCommand, type Done } from '../command.ts'
import { mayDo } from '../permissions.ts'
import type { InvitationFacts } from './invitation-facts.ts'
import { toInvitation } from './invitation-facts.ts'

/** Takes an invitation back, unless somebody was faster and accepted it. */
export const revokeInvitation = defineCommand({
  operation: 'invitation.revoke',
  input: z.object({ id: z.uuid() }),
  async find({ transaction, now }, { id }) {
    await transaction.$queryRaw`SELECT FROM "invitation" WHERE "id" = ${id}::uuid FOR UPDATE`
    const row = await transaction.invitation.findUnique({ where: { id } })
    return row === null ? null : { organisationId: row.organisationId, tag: null, invitation: toInvitation(row, now) }
  },
  async run({ transaction, actor, now }, { id }, { organisationId, invitation }): Promise<Done<InvitationFacts>> {
    // Those who run the installation are invited by administrators only, whom nobody else sees.
    if (organisationId === null && !mayDo(actor, 'platform_invitation.create', { organisationId })) throw noSuchThing()
    if (invitation.state === 'accepted') throw new ProblemError('wrong_state', 'It was accepted already. Remove the member instead.')
    if (invitation.state !== 'open') throw new ProblemError('wrong_state', 'It does not work any more anyhow.')
    await transaction.invitation.update({ where: { id }, data: { revokedAt: now } })
    return {
      result: { ...invitation, state: 'revoked' },
      audit: { subject: 'invitation', subjectId: id, after: { revoked: true }, ...(organisationId === null ? {} : { organisationId }) },
    }
  },
})
