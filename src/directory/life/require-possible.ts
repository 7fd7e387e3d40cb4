import { ProblemError } from '../../lib/errors.ts'
import type { Living } from './living.ts'
import { whyNot } from './possible.ts'
import type { Verb } from './possible.ts'

/** @throws ProblemError `wrong_state` when this cannot be done with it now */
export function requirePossible(verb: Verb, living: Living): void {
  const reason = whyNot(verb, living)
  if (reason !== null) throw new ProblemError('wrong_state', reason)
}
