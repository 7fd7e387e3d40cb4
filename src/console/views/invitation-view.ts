import { z } from 'zod'
import { allowedOperations } from '../../directory/allowed-operations.ts'
import type { InvitationFacts } from '../../directory/invitation/invitation-facts.ts'
import { invitationStates } from '../../directory/invitation/invitation-facts.ts'
import { platformRoleField } from '../../directory/invitation/platform-role-field.ts'
import { organisationRoleField } from '../../directory/member/organisation-role-field.ts'
import { readNames } from '../../directory/read-names.ts'
import { nextCursorView } from '../page-fields.ts'
import type { Viewer } from '../command-route.ts'
import { abilitiesView, actorView, timeView, viewActor } from './shared-views.ts'

export const invitationView = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid().nullable().meta({ description: 'Null for a role on the whole installation.' }),
    role: organisationRoleField.nullable(),
    platformRole: platformRoleField.nullable(),
    email: z.string(),
    state: z.enum(invitationStates),
    invitedBy: actorView,
    createdAt: timeView,
    expiresAt: timeView,
    abilities: abilitiesView,
  })
  .meta({ id: 'Invitation', description: 'An offer to one address. Its link is in the mail that went there, and nowhere else.' })

export const invitationPageView = z
  .object({ invitations: z.array(invitationView), nextCursor: nextCursorView })
  .meta({ id: 'InvitationPage', description: 'Invitations, the newest first; also those that do not work any more.' })

export async function viewInvitations(
  { transaction, actor }: Pick<Viewer, 'transaction' | 'actor'>,
  invitations: readonly InvitationFacts[],
): Promise<z.output<typeof invitationView>[]> {
  const names = await readNames(transaction, invitations.map(({ invitedBy }) => invitedBy))
  return invitations.map(({ id, organisationId, role, platformRole, email, state, invitedBy, createdAt, expiresAt }) => ({
    id,
    organisationId,
    role,
    platformRole,
    email,
    state,
    invitedBy: viewActor(invitedBy, names),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    abilities: state === 'open' ? allowedOperations(actor, [organisationId === null ? 'platform_invitation.revoke' : 'invitation.revoke'], { organisationId }) : [],
  }))
}

/** One, as a command answers it. */
export async function viewInvitation(viewer: Pick<Viewer, 'transaction' | 'actor'>, invitation: InvitationFacts): Promise<{ body: unknown; tag: null }> {
  const [body] = await viewInvitations(viewer, [invitation])
  return { body, tag: null }
}
