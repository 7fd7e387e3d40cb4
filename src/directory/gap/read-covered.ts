import { readInBatches } from '../../db/read-in-batches.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Supply } from '../../help/bands-served.ts'
import { cover } from '../../help/find-gaps.ts'
import type { Covered } from '../../help/find-gaps.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { runInSlices } from '../../lib/run-in-slices.ts'
import { shownInCountry } from '../verification/shown-in-country.ts'
import { trustedListings } from '../verification/trust-sql.ts'
import { readKeptContacts } from './read-kept-contacts.ts'
import { roughContact } from './rough-contact.ts'

/** Rows at a time. */
const batch = 250

/** Who is helped in these countries by what the public is shown at this moment. */
export async function readCovered(transaction: Transaction, countries: readonly string[], settings: ServingSettings, now: Date): Promise<Covered> {
  const covered: Covered = new Map()
  const { kept, rough } = await readKeptContacts(transaction)
  for await (const supplies of readInBatches<Supply>(transaction, supplied(countries, rough, settings, now), batch)) {
    await runInSlices(
      (function* () {
        for (const supply of supplies) {
          cover(covered, supply, countries, kept)
          yield
        }
      })(),
    )
  }
  return covered
}

/**
 * What is served in some countries and worldwide; what helps the same people stands in one row. A contact is told only where it may be one
 * that is kept for others: hardly two listings have the same.
 */
function supplied(countries: readonly string[], rough: readonly string[], settings: ServingSettings, now: Date): Prisma.Sql {
  const [only, ...others] = countries
  const which =
    only === undefined || others.length > 0
      ? Prisma.sql`true`
      : Prisma.sql`(${shownInCountry(only)} OR shown."id" = ANY(ARRAY(SELECT "id" FROM "listing" WHERE "countries" = '{}')))`
  return Prisma.sql`
    WITH ${trustedListings(settings, now, which)}
    SELECT DISTINCT place."country", content."kind", content."audiences", content."minAge", content."maxAge", content."youthPrevention",
      content."imagesOf", content."languages", reached."channels"
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
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(DISTINCT jsonb_build_object(
        'type', channel -> 'type',
        'cost', channel -> 'cost',
        'needsAccount', channel -> 'needsAccount',
        'needsId', channel -> 'needsId',
        'languages', channel -> 'languages',
        'value', CASE WHEN ${roughContact(Prisma.sql`channel`)} = ANY(${[...rough]}) THEN channel -> 'value' END
      )) AS "channels"
      FROM jsonb_array_elements(content."channels") AS channel
    ) AS reached
    WHERE "hidden_at" IS NULL OR ${now}::timestamptz < "hidden_at"`
}
