import type { OrganisationRole } from '../../db/generated/client.ts'
import type { Actor } from '../actor.ts'

/** From the least to the most. */
const ranks: readonly OrganisationRole[] = ['viewer', 'editor', 'reviewer', 'manager']

/**
 * Whether somebody who may change members, or invite them, may give this role: none above their own. Platform roles stand above all
 * roles of organisations. Nobody raises themselves; only an administrator, who stands above all, may invite themselves to become a member.
 *
 * @param to whom it is given: null for somebody who has no account, or no role here
 */
export function mayGiveRole(
  actor: Actor,
  organisationId: string,
  role: OrganisationRole,
  to: { editorId: string | null; role: OrganisationRole | null },
): boolean {
  if (actor.type !== 'editor') return false
  const own = actor.memberships.find((membership) => membership.organisationId === organisationId)?.role ?? null
  const isRaise = to.role === null || ranks.indexOf(role) > ranks.indexOf(to.role)
  if (to.editorId === actor.id && isRaise) return actor.platformRole === 'administrator' && to.role === null
  return actor.platformRole !== null || (own !== null && ranks.indexOf(role) <= ranks.indexOf(own))
}
