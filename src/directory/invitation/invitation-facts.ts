import type { Invitation, OrganisationRole, PlatformRole } from '../../db/generated/client.ts'

export const invitationStates = ['open', 'accepted', 'revoked', 'expired'] as const

/** An invitation as those see it who may take it back. The link is known to the mail only. */
export type InvitationFacts = {
  id: string
  organisationId: string | null
  role: OrganisationRole | null
  platformRole: PlatformRole | null
  email: string
  state: (typeof invitationStates)[number]
  invitedBy: string
  createdAt: Date
  expiresAt: Date
}

export function toInvitation(row: Invitation, now: Date): InvitationFacts {
  const { id, organisationId, role, platformRole, email, invitedBy, createdAt, expiresAt } = row
  return { id, organisationId, role, platformRole, email, state: stateOf(row, now), invitedBy, createdAt, expiresAt }
}

function stateOf({ acceptedAt, revokedAt, expiresAt }: Invitation, now: Date): InvitationFacts['state'] {
  if (acceptedAt !== null) return 'accepted'
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}
