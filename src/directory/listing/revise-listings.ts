import type { Transaction } from '../../db/transaction.ts'
import type { ListingContent } from '../../help/listing-content.ts'
import { nextRevisions, type RevisionChange, type WrittenRevision } from '../next-revisions.ts'

export type ListingChange = RevisionChange<ListingContent> & { organisationId: string | null }

/**
 * Writes new revisions of listings. What the public sees stays as it is until they are published; only of a draft, which nobody
 * sees, the organisation changes at once.
 */
export async function reviseListings(
  transaction: Transaction,
  changes: readonly ListingChange[],
  by: { author: string; note: string; at: Date },
): Promise<WrittenRevision[]> {
  const { written, rows } = nextRevisions(changes, by)
  await transaction.listingRevision.createMany({ data: rows.map(({ subjectId, row }) => ({ ...row, listingId: subjectId })) })
  await transaction.$executeRaw`
    UPDATE "listing" SET "organisation_id" = given."organisation_id", "updated_at" = ${by.at}::timestamptz
    FROM unnest(${changes.map((change) => change.id)}::uuid[], ${changes.map((change) => change.organisationId)}::uuid[])
      AS given ("id", "organisation_id")
    WHERE "listing"."id" = given."id" AND "state" = 'draft'`
  return written
}
