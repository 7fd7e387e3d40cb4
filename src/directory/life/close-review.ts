import type { ReviewState } from '../../db/generated/client.ts'
import type { CommandContext } from '../command.ts'
import type { Living } from './living.ts'

/** Ends the review under way, if there is one. What was said in it stays. */
export async function closeReview(
  { transaction, actorName, now }: CommandContext,
  { review }: Living,
  state: Exclude<ReviewState, 'open' | 'approved'>,
  reason: string | null = null,
): Promise<void> {
  if (review === null) return
  await transaction.review.update({ where: { id: review.id }, data: { state, closedAt: now, closedBy: actorName, reason } })
}
