import type { Transaction } from '../../db/transaction.ts'
import type { GuidanceContent } from '../../help/guidance-content.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { WrittenGuidance } from './add-guidance.ts'

export type GuidanceChange = {
  id: string
  /** The revision that the new one starts from; the database refuses the new one when another has followed it already. */
  parent: { id: string; number: number }
  content: GuidanceContent
}

/** Writes new revisions of guidance. What the public sees stays as it is until they are published. */
export async function reviseGuidance(
  transaction: Transaction,
  changes: readonly GuidanceChange[],
  { author, note, at }: { author: string; note: string; at: Date },
): Promise<WrittenGuidance[]> {
  const revisionIds = newIds(at, changes.length)
  const written = changes.map((change, index) => ({ ...change, revisionId: revisionIds[index] ?? '' }))
  await transaction.guidanceRevision.createMany({
    data: written.map(({ id, revisionId, parent, content }) => ({
      id: revisionId,
      guidanceId: id,
      number: parent.number + 1,
      parentId: parent.id,
      content,
      author,
      note,
      createdAt: at,
    })),
  })
  return written.map(({ id, revisionId }) => ({ id, revisionId }))
}
