import { z } from 'zod'
import { locks } from '../../db/locks.ts'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand, type Done } from '../command.ts'
import { emailField } from './email-field.ts'
import { insertInvitation } from './insert-invitation.ts'
import type { InvitationFacts } from './invitation-facts.ts'
import { toInvitation } from './invitation-facts.ts'
import { platformRoleField } from './platform-role-field.ts'
import { requirePace } from './require-pace.ts'

/** Invites somebody to run the installation, or to keep the listings of all organisations. */
export const createPlatformInvitation = defineCommand({
  operation: 'platform_invitation.create',
  input: z.object({ email: emailField, platformRole: platformRoleField }),
  async find({ transaction }) {
    // Two who invite the same address send one link that works.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${locks.offerAdministration})`
    return { organisationId: null, tag: null }
  },
  async run(context, { email, platformRole }): Promise<Done<InvitationFacts>> {
    const { transaction, now } = context
    const editor = await transaction.editor.findUnique({ where: { email }, select: { platformRole: true } })
    if (editor !== null && editor.platformRole !== null) {
      throw new ProblemError('already_exists', 'Somebody with this address has a role already. Change it there.')
    }
    await requirePace(context, null)
    const { id } = await insertInvitation(context, { email, organisation: null, role: platformRole })
    const row = await transaction.invitation.findUniqueOrThrow({ where: { id } })
    return {
      result: toInvitation(row, now),
      audit: { subject: 'invitation', subjectId: id, after: { platformRole, expiresAt: row.expiresAt.toISOString() } },
    }
  },
})
