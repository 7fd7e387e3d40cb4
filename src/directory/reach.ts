import { ProblemError } from '../lib/errors.ts'
import type { Actor } from './actor.ts'
import type { Operation } from './permissions.ts'
import { mayDo, needsSecondFactor } from './permissions.ts'

/**
 * Where somebody may do something, for lists that show nothing else: the ids of the organisations, or null for everywhere, things of
 * no organisation included.
 *
 * @throws ProblemError `second_factor_required`, or `not_allowed` when it is nowhere
 */
export function reachOf(actor: Actor, operation: Operation): readonly string[] | null {
  if (needsSecondFactor(actor) && actor.type === 'editor' && !actor.secondFactor) {
    throw new ProblemError('second_factor_required', 'Whoever reviews or manages signs in with a second factor.')
  }
  if (mayDo(actor, operation, { organisationId: null })) return null
  const reached = organisationsOf(actor).filter((organisationId) => mayDo(actor, operation, { organisationId }))
  if (reached.length === 0) throw new ProblemError('not_allowed', `Your role does not include ${operation} anywhere.`)
  return reached
}

function organisationsOf(actor: Actor): readonly string[] {
  switch (actor.type) {
    case 'editor':
      return actor.memberships.map(({ organisationId }) => organisationId)
    case 'key':
      return [actor.organisationId]
    case 'system':
      return []
  }
}
