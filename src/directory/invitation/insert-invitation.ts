import type { OrganisationRole, PlatformRole } from '../../db/generated/client.ts'
import { newIds } from '../../lib/new-ids.ts'
import { digestOf, newSecret } from '../../lib/secret.ts'
import type { CommandContext } from '../command.ts'

/** Milliseconds for which an invitation can be accepted: a week, with a weekend in it. */
const lifetime = 7 * 24 * 60 * 60 * 1000

export type NewInvitation = { email: string } & (
  | { organisation: { id: string; name: string }; role: OrganisationRole }
  | { organisation: null; role: PlatformRole }
)

/**
 * Writes down an invitation and asks for the mail that brings its link to that address. An earlier one for the same address and
 * place that is still open is revoked: one link works at a time. The link is known by its digest; nobody but the mail has it.
 *
 * @returns the id of the invitation, and until when it works
 */
export async function insertInvitation(
  { transaction, actorName, now, enqueue }: Pick<CommandContext, 'transaction' | 'actorName' | 'now' | 'enqueue'>,
  { email: given, organisation, role }: NewInvitation,
): Promise<{ id: string; expiresAt: Date }> {
  const [id = ''] = newIds(now, 1)
  const token = newSecret()
  const email = given.toLowerCase()
  const expiresAt = new Date(now.getTime() + lifetime)
  const organisationId = organisation?.id ?? null
  await transaction.invitation.updateMany({
    where: { email, organisationId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  await transaction.invitation.create({
    data: {
      id,
      email,
      organisationId,
      ...(organisation === null ? { platformRole: role } : { role }),
      tokenDigest: digestOf(token),
      invitedBy: actorName,
      createdAt: now,
      expiresAt,
    },
  })
  await enqueue('send-mail', {
    to: email,
    template: 'invitation',
    data: { organisation: organisation?.name ?? null, role, token, expiresAt: expiresAt.toISOString().slice(0, 10) },
  })
  return { id, expiresAt }
}
