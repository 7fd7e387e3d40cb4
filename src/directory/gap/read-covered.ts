import { readInBatches } from '../../db/read-in-batches.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { cover } from '../../help/find-gaps.ts'
import type { Covered, Supply } from '../../help/find-gaps.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { runInSlices } from '../../lib/run-in-slices.ts'
import { shownInCountry } from '../verification/shown-in-country.ts'
import { trustedListings } from '../verification/trust-sql.ts'

/** Rows at a time. */
const batch = 250

/** Who is helped in these countries by what the public is shown at this moment. */
export async function readCovered(transaction: Transaction, countries: readonly string[], settings: ServingSettings, now: Date): Promise<Covered> {
  const covered: Covered = new Map()
  for await (const supplies of readInBatches<Supply>(transaction, supplied(countries, settings, now), batch)) {
    await runInSlices(
      (function* () {
        for (const supply of supplies) {
          cover(covered, supply, countries)
          yield
        }
      })(),
    )
  }
  return covered
}

/** What is served in some countries and worldwide; what helps the same people stands in one row. */
function supplied(countries: readonly string[], settings: ServingSettings, now: Date): Prisma.Sql {
  const [only, ...others] = countries
  const which =
    only === undefined || others.length > 0
      ? Prisma.sql`true`
      : Prisma.sql`(${shownInCountry(only)} OR shown."id" = ANY(ARRAY(SELECT "id" FROM "listing" WHERE "countries" = '{}')))`
  return Prisma.sql`
    WITH ${trustedListings(settings, now, which)}
    SELECT DISTINCT place."country", content."kind", content."audiences", content."minAge", content."maxAge", content."youthPrevention",
      content."imagesOf", content."languages", jsonb_path_query_array(content."channels", '$[*].languages') AS "channelLanguages"
    FROM trusted
    JOIN "listing" ON listing."id" = trusted."id"
    JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
    CROSS JOIN LATERAL (
      SELECT code AS "country" FROM unnest(trusted."countries") AS code WHERE code = ANY(${[...countries]})
      UNION ALL SELECT NULL WHERE cardinality(trusted."countries") = 0
    ) AS place
    CROSS JOIN LATERAL jsonb_to_record(revision."content") AS content (
      "kind" text, "audiences" jsonb, "minAge" int, "maxAge" int, "youthPrevention" boolean, "imagesOf" text, "languages" jsonb, "channels" jsonb
    )
    WHERE "hidden_at" IS NULL OR ${now}::timestamptz < "hidden_at"`
}
