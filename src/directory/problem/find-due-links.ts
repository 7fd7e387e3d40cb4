import type { Database } from '../../db/client.ts'
import { webChannelTypes } from '../../help/vocabulary.ts'

/** A web address that published listings give, each looked at once for all of them. */
export type DueLink = { url: string; listingIds: string[] }

const hour = 60 * 60 * 1000
const week = 7 * 24 * hour

/** Less than a day, so that a link that fails is looked at on the next day although runs do not begin to the second. */
const nextDay = 20 * hour

/** After so many failures somebody knows, and once a week is enough. */
const eagerUntil = 7

/** At least so many are looked at in a run, so that a small directory is through on its first day. */
const leastAtOnce = 60

/**
 * The links that should be looked at now: those that nobody has looked at for a week, and those that failed lately, after a day. The
 * longest unseen come first, and no more of them than it takes, run by run each hour, to be through all in half a week.
 */
export async function findDueLinks({ prisma }: Pick<Database, 'prisma'>, now: Date): Promise<DueLink[]> {
  const [weekAgo, dayAgo] = [new Date(now.getTime() - week), new Date(now.getTime() - nextDay)]
  return prisma.$queryRaw<DueLink[]>`
    WITH link AS (
      SELECT DISTINCT listing."id" AS "listing_id", channel ->> 'value' AS "url"
      FROM "listing" AS listing
      JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
      CROSS JOIN jsonb_array_elements(revision."content" -> 'channels') AS channel
      WHERE listing."state" = 'published' AND channel ->> 'type' = ANY(${[...webChannelTypes]}) AND channel ->> 'value' LIKE 'https://%'
    ), due AS (
      SELECT link."url", array_agg(link."listing_id"::text ORDER BY link."listing_id") AS "listingIds", min(seen."checked_at") AS "seen"
      FROM link LEFT JOIN "link_check" AS seen ON seen."listing_id" = link."listing_id" AND seen."url" = link."url"
      GROUP BY link."url"
      HAVING bool_or(
        seen."checked_at" IS NULL
        OR seen."checked_at" <= ${weekAgo}::timestamptz
        OR (seen."failures" BETWEEN 1 AND ${eagerUntil - 1} AND seen."checked_at" <= ${dayAgo}::timestamptz)
      )
    )
    SELECT "url", "listingIds" FROM due ORDER BY "seen" NULLS FIRST, "url"
    LIMIT greatest(${leastAtOnce}, (SELECT ceil(count(DISTINCT "url") / 84.0)::integer FROM link))`
}
