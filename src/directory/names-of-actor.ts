import type { Transaction } from '../db/transaction.ts'
import { actorName } from './actor.ts'
import type { Actor } from './actor.ts'

/** Every name under which somebody's work is written down: their own, and those of their keys, also of former ones. */
export async function namesOfActor(transaction: Transaction, actor: Actor): Promise<string[]> {
  if (actor.type !== 'editor') return [actorName(actor)]
  const keys = await transaction.apiKey.findMany({ where: { ownerId: actor.id }, select: { id: true } })
  return [actorName(actor), ...keys.map(({ id }) => `key:${id}`)]
}
