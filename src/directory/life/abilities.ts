import type { Transaction } from '../../db/transaction.ts'
import { actorName } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { EditingSettings } from '../command.ts'
import { mayDo, needsSecondFactor } from '../permissions.ts'
import type { Operation } from '../permissions.ts'
import { isOwnRevision } from './is-own-revision.ts'
import type { Living } from './living.ts'
import { verbs, whyNot } from './possible.ts'
import { mayRelease } from './require-release.ts'

/** What somebody can do with a listing or guidance now: what their role includes, its state allows, and they have not done already. */
export async function abilitiesWith(
  transaction: Transaction,
  actor: Actor,
  living: Living,
  { fourEyes }: Pick<EditingSettings, 'fourEyes'>,
): Promise<Operation[]> {
  if (needsSecondFactor(actor) && actor.type === 'editor' && !actor.secondFactor) return []
  const possible = verbs.filter((verb) => mayDo(actor, `${living.noun}.${verb}`, living) && whyNot(verb, living) === null)
  const abilities: Operation[] = possible.map((verb) => `${living.noun}.${verb}` as const)
  const canBeChecked = living.noun === 'listing' && living.published !== null && living.state !== 'retired'
  if (canBeChecked && mayDo(actor, 'listing.verify', living)) abilities.push('listing.verify')
  if (living.noun === 'listing' && living.state !== 'retired' && mayDo(actor, 'listing.assign', living)) abilities.push('listing.assign')
  const isDone = living.review?.approvals.some(({ by }) => by === actorName(actor)) ?? false
  const isOwn = fourEyes && (await isOwnRevision(transaction, actor, living.last.author))
  const withoutOwn = abilities.filter((operation) => !operation.endsWith('.approve') || !(isDone || isOwn))
  if (await mayRelease(transaction, actor, living)) return withoutOwn
  return withoutOwn.filter((operation) => !/\.(?:resume|publish)$/.test(operation))
}
