import type { Transaction } from '../../db/transaction.ts'
import type { Actor } from '../actor.ts'
import { actorName } from '../actor.ts'

/** Whether somebody wrote a revision, or it was written with a key of theirs. The database asks the same before each approval. */
export async function isOwnRevision(transaction: Transaction, actor: Actor, author: string): Promise<boolean> {
  if (author === actorName(actor)) return true
  if (actor.type !== 'editor' || !author.startsWith('key:')) return false
  const key = await transaction.apiKey.findUnique({ where: { id: author.slice('key:'.length) }, select: { ownerId: true } })
  return key?.ownerId === actor.id
}
