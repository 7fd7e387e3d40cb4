import type { Transaction } from '../../db/transaction.ts'
import type { GuidanceContent } from '../../help/guidance-content.ts'
import { nextRevisions, type RevisionChange, type WrittenRevision } from '../next-revisions.ts'

/** Writes new revisions of guidance. What the public sees stays as it is until they are published. */
export async function reviseGuidance(
  transaction: Transaction,
  changes: readonly RevisionChange<GuidanceContent>[],
  by: { author: string; note: string; at: Date },
): Promise<WrittenRevision[]> {
  const { written, rows } = nextRevisions(changes, by)
  await transaction.guidanceRevision.createMany({ data: rows.map(({ subjectId, row }) => ({ ...row, guidanceId: subjectId })) })
  return written
}
