import type { Transaction } from '../../db/transaction.ts'
import type { ListingContent } from '../../help/listing-content.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { WrittenRevision } from './add-listings.ts'

export type ListingChange = {
  id: string
  /** The revision that the new one starts from; the database refuses the new one when another has followed it already. */
  parent: { id: string; number: number }
  organisationId: string | null
  content: ListingContent
}

/**
 * Writes new revisions of listings. What the public sees stays as it is until they are published; only of a draft, which nobody
 * sees, the organisation changes at once.
 */
export async function reviseListings(
  transaction: Transaction,
  changes: readonly ListingChange[],
  { author, note, at }: { author: string; note: string; at: Date },
): Promise<WrittenRevision[]> {
  const revisionIds = newIds(at, changes.length)
  const written = changes.map((change, index) => ({ ...change, revisionId: revisionIds[index] ?? '' }))
  await transaction.listingRevision.createMany({
    data: written.map(({ id, revisionId, parent, content }) => ({
      id: revisionId,
      listingId: id,
      number: parent.number + 1,
      parentId: parent.id,
      content,
      author,
      note,
      createdAt: at,
    })),
  })
  await transaction.$executeRaw`
    UPDATE "listing" SET "organisation_id" = given."organisation_id", "updated_at" = ${at}::timestamptz
    FROM unnest(${changes.map((change) => change.id)}::uuid[], ${changes.map((change) => change.organisationId)}::uuid[])
      AS given ("id", "organisation_id")
    WHERE "listing"."id" = given."id" AND "state" = 'draft'`
  return written.map(({ id, revisionId }) => ({ id, revisionId }))
}
