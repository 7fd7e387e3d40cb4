import type { CommandContext } from '../command.ts'
import type { Claim } from './claim.ts'
import { readClaim } from './read-claim.ts'

/** Answers a claim, for good. */
export async function closeClaim(
  { transaction, actorName, now }: CommandContext,
  { id }: Claim,
  state: 'accepted' | 'dismissed',
  reason: string | null,
): Promise<Claim> {
  await transaction.claim.update({ where: { id }, data: { state, closedAt: now, closedBy: actorName, reason, edits: { increment: 1 } } })
  const closed = await readClaim(transaction, { id })
  if (closed === null) throw new Error('The claim is gone.')
  return closed
}
