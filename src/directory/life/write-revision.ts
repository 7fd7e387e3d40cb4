import type { Prisma } from '../../db/generated/client.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { CommandContext } from '../command.ts'
import { changeHead } from './change-head.ts'
import { closeReview } from './close-review.ts'
import type { Living } from './living.ts'

/**
 * Writes the next revision of a listing or guidance. What the public sees stays as it is. A review under way was about the revision
 * before, so it ends, and somebody submits anew.
 */
export async function writeRevision(context: CommandContext, living: Living, content: Prisma.InputJsonObject, note: string): Promise<Living> {
  const { transaction, now, actorName } = context
  const [id = ''] = newIds(now, 1)
  const row = { id, number: living.last.number + 1, parentId: living.last.id, content, author: actorName, note, createdAt: now }
  if (living.noun === 'listing') await transaction.listingRevision.create({ data: { ...row, listingId: living.id } })
  else await transaction.guidanceRevision.create({ data: { ...row, guidanceId: living.id } })
  await closeReview(context, living, 'superseded')
  return changeHead(transaction, living, { state: living.state === 'in_review' ? 'draft' : living.state }, now)
}
