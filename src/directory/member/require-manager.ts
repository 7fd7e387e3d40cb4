import { ProblemError } from '../../lib/errors.ts'
import type { Actor } from '../actor.ts'
import type { Member } from './member.ts'

/**
 * An organisation keeps a manager: without one it could neither invite anybody nor look after itself. An administrator, who can
 * invite another one, may take the last one away.
 *
 * @throws ProblemError `wrong_state`
 */
export function requireManager(actor: Actor, { isLastManager }: Member): void {
  if (!isLastManager || (actor.type === 'editor' && actor.platformRole === 'administrator')) return
  throw new ProblemError('wrong_state', 'Nobody else manages the organisation: make another member a manager first.')
}
