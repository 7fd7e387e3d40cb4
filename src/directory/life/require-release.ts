import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Actor } from '../actor.ts'
import type { Living } from './living.ts'
import type { Standing } from './standing.ts'

/** Whether somebody acts on it for the whole installation, and not for the organisation that it belongs to. */
export function isFromOutside(actor: Actor, { organisationId }: Living): boolean {
  if (actor.type !== 'editor' || actor.platformRole === null) return false
  return !actor.memberships.some((membership) => membership.organisationId === organisationId)
}

/**
 * Which of the suspended ones somebody cannot let the public see again. What somebody from outside stopped, the organisation itself
 * cannot let go on: the stop may have been about them. It stays so when that person has another role by now, or is gone: the audit
 * says what they were.
 *
 * @param things all listings, or all guidance
 */
export async function findHeld(transaction: Transaction, actor: Actor, things: readonly Standing[]): Promise<Set<string>> {
  const suspended = things.filter(({ state }) => state === 'suspended')
  const [noun] = suspended.map((thing) => thing.noun)
  if (noun === undefined || (actor.type === 'editor' && actor.platformRole !== null)) return new Set()
  const stops = await transaction.$queryRaw<{ id: string; fromOutside: boolean }[]>`
    SELECT DISTINCT ON ("subject_id") "subject_id" AS "id", "after" @> '{"fromOutside": true}' AS "fromOutside" FROM "audit_event"
    WHERE "subject" = ${noun} AND "subject_id" = ANY(${suspended.map(({ id }) => id)}) AND "action" = ${`${noun}.suspend`}
    ORDER BY "subject_id", "at" DESC, "id" DESC`
  return new Set(stops.filter(({ fromOutside }) => fromOutside).map(({ id }) => id))
}

/** @throws ProblemError `not_allowed` */
export async function requireRelease(transaction: Transaction, actor: Actor, living: Living): Promise<void> {
  const held = await findHeld(transaction, actor, [living])
  if (held.has(living.id)) throw new ProblemError('not_allowed', 'A curator stopped it; a curator lets it go on.')
}
