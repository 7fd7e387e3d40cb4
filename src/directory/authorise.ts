import { ProblemError } from '../lib/errors.ts'
import type { Actor } from './actor.ts'
import type { Operation, Place } from './permissions.ts'
import { lacksSecondFactor } from './lacks-second-factor.ts'
import { mayDo, readingOf } from './permissions.ts'

/**
 * Refuses what somebody may not do: as if there were nothing, where they may not know that there is something.
 *
 * @throws ProblemError `no_such_thing`, `second_factor_required` or `not_allowed`
 */
export function authorise(actor: Actor, operation: Operation, place: Place): void {
  if (!mayDo(actor, readingOf(operation), place)) throw noSuchThing()
  requireSecondFactor(actor)
  if (!mayDo(actor, operation, place)) {
    throw new ProblemError('not_allowed', `Your role does not include ${operation} here.`)
  }
}

function requireSecondFactor(actor: Actor): void {
  if (lacksSecondFactor(actor)) throw new ProblemError('second_factor_required', 'Whoever reviews or manages signs in with a second factor.')
}

/** The same for what does not exist and for what the caller may not know of. */
export function noSuchThing(): ProblemError {
  return new ProblemError('no_such_thing', 'There is nothing with this id that you may see.')
}
