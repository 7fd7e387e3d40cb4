import type { Transaction } from '../../db/transaction.ts'
import { webChannelTypes } from '../../help/vocabulary.ts'
import { isUuid } from '../../lib/is-uuid.ts'

/** What somebody outside may claim, as the public sees it. */
export type Claimed = {
  organisationId: string | null
  listingId: string | null
  name: string
  /** Web addresses by which the public knows it. */
  urls: string[]
}

type Row = { id: string; name: string; urls: string[] | null }

/**
 * What a claim is about: an organisation with something published and nobody who keeps it here, or a published listing of which nobody
 * knows who runs it. Null for anything else.
 */
export async function findClaimed(transaction: Transaction, about: 'organisation' | 'listing', idOrSlug: string): Promise<Claimed | null> {
  const [id, slug] = isUuid(idOrSlug) ? [idOrSlug, null] : [null, idOrSlug]
  if (about === 'listing') {
    const [row] = await transaction.$queryRaw<Row[]>`
      SELECT "id"::text, coalesce("content" -> 'officialName' ->> 'text', "slug") AS "name", ARRAY(
        SELECT channel ->> 'value' FROM jsonb_array_elements("content" -> 'channels') AS channel WHERE channel ->> 'type' = ANY(${[...webChannelTypes]})
      ) AS "urls"
      FROM "published_listing" WHERE ("id" = ${id}::uuid OR "slug" = ${slug}) AND "organisation_id" IS NULL`
    return row === undefined ? null : { organisationId: null, listingId: row.id, name: row.name, urls: row.urls ?? [] }
  }
  const [row] = await transaction.$queryRaw<Row[]>`
    SELECT organisation."id"::text, organisation."name", CASE WHEN organisation."url" IS NOT NULL THEN ARRAY[organisation."url"] ELSE (
      SELECT array_agg(DISTINCT channel ->> 'value') FROM "published_listing" AS listing
      CROSS JOIN jsonb_array_elements(listing."content" -> 'channels') AS channel
      WHERE listing."organisation_id" = organisation."id" AND channel ->> 'type' = ANY(${[...webChannelTypes]})
    ) END AS "urls"
    FROM "organisation" AS organisation
    WHERE (organisation."id" = ${id}::uuid OR organisation."slug" = ${slug})
      AND EXISTS (SELECT FROM "published_listing" AS listing WHERE listing."organisation_id" = organisation."id")
      AND NOT EXISTS (
        SELECT FROM "membership" JOIN "editor" ON "editor"."id" = "membership"."editor_id"
        WHERE "membership"."organisation_id" = organisation."id" AND "membership"."role" = 'manager' AND "editor"."removed_at" IS NULL
      )`
  return row === undefined ? null : { organisationId: row.id, listingId: null, name: row.name, urls: row.urls ?? [] }
}
