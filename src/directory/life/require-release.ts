import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Actor } from '../actor.ts'
import type { Living } from './living.ts'

/** Whether somebody acts on it for the whole installation, and not for the organisation that it belongs to. */
export function isFromOutside(actor: Actor, { organisationId }: Living): boolean {
  if (actor.type !== 'editor' || actor.platformRole === null) return false
  return !actor.memberships.some((membership) => membership.organisationId === organisationId)
}

/**
 * Whether somebody may let the public see again what is suspended. What somebody from outside stopped, the organisation itself cannot
 * let go on: the stop may have been about them. It stays so when that person has another role by now, or is gone: the audit says
 * what they were.
 */
export async function mayRelease(transaction: Transaction, actor: Actor, { noun, id, state }: Living): Promise<boolean> {
  if (state !== 'suspended' || (actor.type === 'editor' && actor.platformRole !== null)) return true
  const stop = await transaction.auditEvent.findFirst({
    where: { subject: noun, subjectId: id, action: `${noun}.suspend` },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { after: true },
  })
  const after = stop?.after
  return !(typeof after === 'object' && after !== null && 'fromOutside' in after && after['fromOutside'] === true)
}

/** @throws ProblemError `not_allowed` */
export async function requireRelease(transaction: Transaction, actor: Actor, living: Living): Promise<void> {
  if (await mayRelease(transaction, actor, living)) return
  throw new ProblemError('not_allowed', 'A curator stopped it; a curator lets it go on.')
}
