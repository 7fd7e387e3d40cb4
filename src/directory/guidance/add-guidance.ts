import type { Transaction } from '../../db/transaction.ts'
import type { GuidanceContent } from '../../help/guidance-content.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { WrittenRevision } from '../next-revisions.ts'

/** Adds guidance as drafts, each with its first revision. The answer is in the order of `entries`. */
export async function addGuidance(
  transaction: Transaction,
  entries: readonly { slug: string; content: GuidanceContent }[],
  { author, at }: { author: string; at: Date },
): Promise<WrittenRevision[]> {
  const ids = newIds(at, entries.length)
  const revisionIds = newIds(at, entries.length)
  const written = entries.map((entry, index) => ({ ...entry, id: ids[index] ?? '', revisionId: revisionIds[index] ?? '' }))
  await transaction.guidance.createMany({
    data: written.map(({ id, slug }) => ({ id, slug, state: 'draft' as const, createdAt: at, updatedAt: at })),
  })
  await transaction.guidanceRevision.createMany({
    data: written.map(({ id, revisionId, content }) => ({
      id: revisionId,
      guidanceId: id,
      number: 1,
      content,
      author,
      createdAt: at,
    })),
  })
  return written.map(({ id, revisionId }) => ({ id, revisionId }))
}
