import type { Database } from '../../db/client.ts'
import { webChannelTypes } from '../../help/vocabulary.ts'
import type { DueLink } from './find-due-links.ts'

/** More than are asked, because those of hosts that are silent now are left out. */
const most = 200

/** Links that worked when they were last looked at, the longest unseen first: when nothing else answers they tell whose fault it is. */
export async function findLinksThatWorked({ prisma }: Pick<Database, 'prisma'>): Promise<DueLink[]> {
  return prisma.$queryRaw<DueLink[]>`
    SELECT seen."url", array_agg(DISTINCT listing."id"::text) AS "listingIds"
    FROM "link_check" AS seen
    JOIN "listing" AS listing ON listing."id" = seen."listing_id" AND listing."state" = 'published'
    JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
    CROSS JOIN jsonb_array_elements(revision."content" -> 'channels') AS channel
    WHERE seen."outcome" = 'ok' AND channel ->> 'value' = seen."url" AND channel ->> 'type' = ANY(${[...webChannelTypes]})
    GROUP BY seen."url" ORDER BY min(seen."checked_at"), seen."url" LIMIT ${most}`
}
