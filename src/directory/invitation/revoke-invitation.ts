import { z } from 'zod'
import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Command, Subject } from '../command.ts'
import { defineCommand, type Done } from '../command.ts'
import type { InvitationFacts } from './invitation-facts.ts'
import { toInvitation } from './invitation-facts.ts'

type Found = Subject & { invitation: InvitationFacts }

/** Takes an invitation into an organisation back, unless somebody was faster and accepted it. */
export const revokeInvitation = revoking('invitation.revoke')

/** The same for one to run the installation, of which nobody but administrators knows. */
export const revokePlatformInvitation = revoking('platform_invitation.revoke')

function revoking(operation: 'invitation.revoke' | 'platform_invitation.revoke'): Command<{ id: string }, Found, InvitationFacts> {
  const isPlatform = operation === 'platform_invitation.revoke'
  return defineCommand({
    operation,
    input: z.object({ id: z.uuid() }),
    async find({ transaction, now }, { id }) {
      const invitation = await lock(transaction, id, now)
      const isOfKind = invitation !== null && (invitation.organisationId === null) === isPlatform
      return isOfKind ? { organisationId: invitation.organisationId, tag: null, invitation } : null
    },
    async run({ transaction, now }, _input, { organisationId, invitation }): Promise<Done<InvitationFacts>> {
      const { id, state } = invitation
      if (state === 'accepted') throw new ProblemError('wrong_state', 'It was accepted already. Change the role of whoever did it, or remove them.')
      if (state !== 'open') throw new ProblemError('wrong_state', 'It does not work any more anyhow.')
      await transaction.invitation.update({ where: { id }, data: { revokedAt: now } })
      return {
        result: { ...invitation, state: 'revoked' },
        audit: { subject: 'invitation', subjectId: id, after: { revoked: true }, ...(organisationId === null ? {} : { organisationId }) },
      }
    },
  })
}

async function lock(transaction: Transaction, id: string, now: Date): Promise<InvitationFacts | null> {
  await transaction.$queryRaw`SELECT FROM "invitation" WHERE "id" = ${id}::uuid FOR UPDATE`
  const row = await transaction.invitation.findUnique({ where: { id } })
  return row === null ? null : toInvitation(row, now)
}
