import type { Actor } from './actor.ts'
import { lacksSecondFactor } from './lacks-second-factor.ts'
import { mayDo } from './permissions.ts'
import type { Operation, Place } from './permissions.ts'

/** Those of the given operations that somebody may do there now. None while a second factor is missing. */
export function allowedOperations(actor: Actor, among: readonly Operation[], place: Place): Operation[] {
  if (lacksSecondFactor(actor)) return []
  return among.filter((operation) => mayDo(actor, operation, place))
}
