import { Prisma } from '../../db/generated/client.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { kinds } from '../../help/vocabulary.ts'

/**
 * Published listings with the facts of their trust, as a table `trusted` for a query over many of them. `status`, `due_at` and
 * `hidden_at` say in SQL what `help/verification.ts` says of one listing; tests/directory/verification compare the two. Content is
 * read only where the last revision is not the published one: it is by far the largest part of a listing.
 *
 * @param which of them: a condition on the view `published_listing` as `shown`, applied before anything is computed
 */
export function trustedListings({ unverifiedDays, verifyDays }: ServingSettings, now: Date, which: Prisma.Sql): Prisma.Sql {
  const days = Prisma.join(
    kinds.map((kind) => Prisma.sql`(${kind}, ${verifyDays[kind]}::int)`),
    ', ',
  )
  return Prisma.sql`
    facts AS (
      SELECT listing."id", listing."slug", listing."organisation_id", shown."organisation_name", shown."verified_at",
        coalesce(shown."verified_at", shown."imported_at", shown."published_at") AS "since",
        CASE WHEN listing."last_revision_id" = listing."published_revision_id" THEN listing."kind" ELSE revision."content" ->> 'kind' END AS "kind",
        CASE WHEN listing."last_revision_id" = listing."published_revision_id" THEN listing."title"
          ELSE revision."content" -> 'officialName' ->> 'text' END AS "title",
        CASE WHEN listing."last_revision_id" = listing."published_revision_id" THEN listing."countries"
          ELSE ARRAY(SELECT jsonb_array_elements_text(revision."content" -> 'countries')) END AS "countries",
        shown."revision"
      FROM "listing"
      JOIN "published_listing" AS shown ON shown."id" = listing."id"
      JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
      WHERE ${which}
    ),
    timed AS (
      SELECT facts.*,
        -- A listing is worldwide exactly when it names no country.
        cardinality("countries") = 0 OR "kind" = 'emergency_service' AS "is_floor",
        "since" + make_interval(hours => 24 * CASE WHEN "verified_at" IS NULL THEN 0 ELSE days END) AS "due_at",
        "since" + make_interval(hours => 24 * CASE WHEN "verified_at" IS NULL THEN ${unverifiedDays}::int ELSE 2 * days END) AS "ends_at"
      FROM facts JOIN (VALUES ${days}) AS period (kind, days) USING ("kind")
    ),
    trusted AS (
      SELECT timed.*,
        CASE WHEN "is_floor" THEN NULL ELSE "ends_at" END AS "hidden_at",
        CASE
          WHEN "verified_at" IS NULL THEN 'unverified'
          WHEN ${now}::timestamptz < "due_at" THEN 'verified'
          WHEN ${now}::timestamptz < "ends_at" THEN 'due'
          ELSE 'overdue'
        END AS "status"
      FROM timed
    )`
}
