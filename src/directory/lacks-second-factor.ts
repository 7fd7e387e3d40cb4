import type { Actor } from './actor.ts'
import { needsSecondFactor } from './permissions.ts'

/** Whether somebody must sign in with a second factor before they can do anything, and has not. */
export function lacksSecondFactor(actor: Actor): boolean {
  return actor.type === 'editor' && !actor.secondFactor && needsSecondFactor(actor)
}
