import { holdDirectoryVersion } from '../../db/hold-directory-version.ts'
import type { Transaction } from '../../db/transaction.ts'

/**
 * The ids of the published listings that the public sees with these organisations. From here on nobody else publishes, until the
 * transaction ends, so that none is added.
 */
export async function findListingsShown(transaction: Transaction, organisationIds: readonly string[]): Promise<string[]> {
  if (organisationIds.length === 0) return []
  // Rows first, then the version, as every command does: two that took them in different orders would wait for each other.
  await transaction.$executeRaw`
    SELECT FROM "listing" WHERE "organisation_id" = ANY(${[...organisationIds]}::uuid[]) ORDER BY "id" FOR UPDATE`
  await holdDirectoryVersion(transaction)
  const listings = await transaction.listing.findMany({
    where: { state: 'published', organisationId: { in: [...organisationIds] } },
    select: { id: true },
  })
  return listings.map((listing) => listing.id)
}
