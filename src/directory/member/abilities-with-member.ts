import type { Actor } from '../actor.ts'
import { allowedOperations } from '../allowed-operations.ts'
import type { Operation } from '../permissions.ts'
import type { Member } from './member.ts'

/** What somebody can do with a member: the last manager is for administrators only. */
export function abilitiesWithMember(actor: Actor, member: Member): Operation[] {
  if (member.isLastManager && !(actor.type === 'editor' && actor.platformRole === 'administrator')) return []
  return allowedOperations(actor, ['member.change', 'member.remove'], member)
}
