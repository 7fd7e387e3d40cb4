import type { Transaction } from '../../db/transaction.ts'
import type { ListingContent } from '../../help/listing-content.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { WrittenRevision } from '../next-revisions.ts'

export type NewListing = { slug: string; organisationId: string | null; content: ListingContent }

/** Adds listings as drafts, each with its first revision, as an import brings them. The answer is in the order of `listings`. */
export async function addListings(
  transaction: Transaction,
  listings: readonly NewListing[],
  { author, at }: { author: string; at: Date },
): Promise<WrittenRevision[]> {
  const ids = newIds(at, listings.length)
  const revisionIds = newIds(at, listings.length)
  const written = listings.map((listing, index) => ({ ...listing, id: ids[index] ?? '', revisionId: revisionIds[index] ?? '' }))
  await transaction.listing.createMany({
    data: written.map(({ id, slug, organisationId }) => ({
      id,
      slug,
      organisationId,
      state: 'draft' as const,
      importedAt: at,
      createdAt: at,
      updatedAt: at,
    })),
  })
  await transaction.listingRevision.createMany({
    data: written.map(({ id, revisionId, content }) => ({
      id: revisionId,
      listingId: id,
      number: 1,
      content,
      author,
      createdAt: at,
    })),
  })
  return written.map(({ id, revisionId }) => ({ id, revisionId }))
}
