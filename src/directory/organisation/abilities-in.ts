import type { Actor } from '../actor.ts'
import { allowedOperations } from '../allowed-operations.ts'
import type { Operation } from '../permissions.ts'

/** What is done with an organisation, or with what is in it and has no address of its own yet. */
const ofOrganisation = [
  'organisation.update',
  'listing.create',
  'member.read',
  'invitation.read',
  'invitation.create',
  'api_key.read',
  'api_key.create',
  'problem.read',
  'audit.read',
] as const satisfies readonly Operation[]

/** What somebody can do with an organisation. A key does what its owner may do as a member, so that only members have one. */
export function abilitiesIn(actor: Actor, organisationId: string): Operation[] {
  const isMember = actor.type === 'editor' && actor.memberships.some((membership) => membership.organisationId === organisationId)
  return allowedOperations(actor, ofOrganisation, { organisationId }).filter((operation) => operation !== 'api_key.create' || isMember)
}
