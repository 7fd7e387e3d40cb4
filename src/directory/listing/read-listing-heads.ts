import type { Transaction } from '../../db/transaction.ts'
import { readRevisionHeads } from '../read-revision-heads.ts'
import type { RevisionHead } from '../revision-head.ts'
import { findListingsKept } from './find-listings-kept.ts'

export type ListingHead = RevisionHead & {
  organisation: { name: string; country: string | null } | null
  /** People have said who runs it: see `findListingsKept`. */
  isKept: boolean
}

/** Where the listings with these slugs stand, as `readRevisionHeads` says, and who runs them. */
export async function readListingHeads(
  transaction: Transaction,
  slugs: readonly string[],
  authors: readonly string[],
): Promise<Map<string, ListingHead>> {
  const heads = await readRevisionHeads(transaction, 'listing', slugs, authors)
  const listings = await transaction.listing.findMany({
    where: { id: { in: [...heads.values()].map((head) => head.id) } },
    select: { id: true, organisation: { select: { name: true, country: true } } },
  })
  const organisations = new Map(listings.map((listing) => [listing.id, listing.organisation]))
  const kept = await findListingsKept(transaction, [...organisations.keys()])
  return new Map(
    [...heads].map(([slug, head]) => [slug, { ...head, organisation: organisations.get(head.id) ?? null, isKept: kept.has(head.id) }]),
  )
}
