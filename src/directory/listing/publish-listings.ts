import type { Transaction } from '../../db/transaction.ts'

/**
 * Makes revisions the ones that the public sees. A directory version that names the listings is taken before, and given here.
 * @param organisationId who runs the listing from now on
 */
export async function publishListings(
  transaction: Transaction,
  listings: readonly { id: string; revisionId: string; organisationId: string | null }[],
  { version, at }: { version: bigint; at: Date },
): Promise<void> {
  const [ids, revisionIds, organisationIds] = [
    listings.map((listing) => listing.id),
    listings.map((listing) => listing.revisionId),
    listings.map((listing) => listing.organisationId),
  ]
  await transaction.$executeRaw`
    UPDATE "listing"
    SET "state" = 'published', "published_revision_id" = given."revision_id", "organisation_id" = given."organisation_id",
      "published_at" = ${at}::timestamptz, "directory_version" = ${version}::bigint, "updated_at" = ${at}::timestamptz
    FROM unnest(${ids}::uuid[], ${revisionIds}::uuid[], ${organisationIds}::uuid[])
      AS given ("id", "revision_id", "organisation_id")
    WHERE "listing"."id" = given."id"`
}
