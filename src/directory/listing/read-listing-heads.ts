import type { Transaction } from '../../db/transaction.ts'
import type { RevisionHead } from '../revision-head.ts'

export type ListingHead = RevisionHead & { organisation: { name: string; country: string | null } | null }

type Row = Omit<ListingHead, 'organisation'> & { organisationName: string | null; organisationCountry: string | null }

/**
 * Where the listings with these slugs stand, by slug; those that do not exist are missing. Their rows stay locked until the
 * transaction ends, so that nobody edits, publishes or suspends them meanwhile.
 * @param author whose last revision is wanted beside the last one
 */
export async function readListingHeads(
  transaction: Transaction,
  slugs: readonly string[],
  author: string,
): Promise<Map<string, ListingHead>> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT listing."id"::text, listing."slug", listing."state"::text,
      listing."published_revision_id"::text AS "publishedRevisionId",
      organisation."name" AS "organisationName", organisation."country"::text AS "organisationCountry",
      last."id"::text AS "revisionId", last."number" AS "revisionNumber", last."author" AS "revisionAuthor", last."content",
      own."content" AS "ownContent"
    FROM "listing"
    JOIN LATERAL (
      SELECT * FROM "listing_revision" WHERE "listing_id" = listing."id" ORDER BY "number" DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
      SELECT "content" FROM "listing_revision" WHERE "listing_id" = listing."id" AND "author" = ${author}
      ORDER BY "number" DESC LIMIT 1
    ) AS own ON last."author" <> ${author}
    LEFT JOIN "organisation" ON organisation."id" = listing."organisation_id"
    WHERE listing."slug" = ANY(${slugs})
    FOR UPDATE OF listing`
  return new Map(
    rows.map(({ organisationName, organisationCountry, ...head }) => [
      head.slug,
      { ...head, organisation: organisationName === null ? null : { name: organisationName, country: organisationCountry } },
    ]),
  )
}
