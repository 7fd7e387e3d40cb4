import type { Transaction } from '../../db/transaction.ts'

/**
 * Gives organisations another web address. The public sees it with every listing of theirs: the caller takes a directory version
 * for those.
 * @returns the ids of their published listings
 */
export async function setOrganisationAddresses(
  transaction: Transaction,
  addresses: readonly { id: string; url: string }[],
  at: Date,
): Promise<string[]> {
  for (const { id, url } of addresses) await transaction.organisation.update({ where: { id }, data: { url, updatedAt: at } })
  const listings = await transaction.listing.findMany({
    where: { state: 'published', organisationId: { in: addresses.map((entry) => entry.id) } },
    select: { id: true },
  })
  return listings.map((listing) => listing.id)
}
