import type { Transaction } from '../../db/transaction.ts'
import { actorName } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { EditingSettings } from '../command.ts'
import { lacksSecondFactor } from '../lacks-second-factor.ts'
import { namesOfActor } from '../names-of-actor.ts'
import { mayDo } from '../permissions.ts'
import type { Operation } from '../permissions.ts'
import { verbs, whyNot } from './possible.ts'
import { findHeld } from './require-release.ts'
import type { Standing } from './standing.ts'

/**
 * What somebody can do now with each of several listings or guidance, by their ids: what their role includes, the state of the thing
 * allows, and they have not done already.
 */
export async function abilitiesWith(
  transaction: Transaction,
  actor: Actor,
  things: readonly Standing[],
  { fourEyes }: Pick<EditingSettings, 'fourEyes'>,
): Promise<Map<string, Operation[]>> {
  if (lacksSecondFactor(actor)) return new Map()
  const own = new Set(fourEyes ? await namesOfActor(transaction, actor) : [])
  const held = await findHeld(transaction, actor, things)
  return new Map(things.map((thing) => [thing.id, abilitiesOf(actor, thing, own, held)]))
}

function abilitiesOf(actor: Actor, thing: Standing, own: ReadonlySet<string>, held: ReadonlySet<string>): Operation[] {
  const { noun, id, state, last, published, review } = thing
  const isDone = review?.approvals.some(({ by }) => by === actorName(actor)) ?? false
  const isOwn = own.has(last.author) || (review?.contactAuthors.some((author) => own.has(author)) ?? false)
  const abilities: Operation[] = verbs
    .filter((verb) => mayDo(actor, `${noun}.${verb}`, thing) && whyNot(verb, thing) === null)
    .filter((verb) => !(verb === 'approve' && (isDone || isOwn)) && !((verb === 'resume' || verb === 'publish') && held.has(id)))
    .map((verb) => `${noun}.${verb}` as const)
  if (noun === 'guidance' || state === 'retired') return abilities
  if (published !== null && mayDo(actor, 'listing.verify', thing)) abilities.push('listing.verify')
  if (mayDo(actor, 'listing.assign', thing)) abilities.push('listing.assign')
  return abilities
}
