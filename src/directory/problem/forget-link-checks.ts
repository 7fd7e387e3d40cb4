import type { Database } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { deadAfter, deadAfterMovingAway } from './link-outcome.ts'
import { linkChecker } from './record-link-check.ts'

/** Forgets what was found about links that no published listing gives any more, and closes what the machine reported of them. */
export async function forgetLinkChecks(database: Database, now: Date): Promise<number> {
  return inTransaction(database, async (transaction) => {
    const forgotten = await transaction.$executeRaw`
      DELETE FROM "link_check" AS seen WHERE NOT EXISTS (
        SELECT FROM "listing" JOIN "listing_revision" AS revision ON revision."id" = "listing"."published_revision_id"
        CROSS JOIN jsonb_array_elements(revision."content" -> 'channels') AS channel
        WHERE "listing"."id" = seen."listing_id" AND "listing"."state" = 'published' AND channel ->> 'value' = seen."url"
      )`
    await transaction.$executeRaw`
      UPDATE "problem" SET "state" = 'dismissed', "closed_at" = ${now}::timestamptz, "closed_by" = ${linkChecker},
        "reason" = 'The links are no longer given.', "edits" = "edits" + 1
      WHERE "kind" = 'dead_link' AND "source" = 'machine' AND "state" = 'open' AND NOT EXISTS (
        SELECT FROM "link_check" AS seen WHERE seen."listing_id" = "problem"."listing_id"
          AND seen."failures" >= CASE WHEN seen."outcome" = 'moved_away' THEN ${deadAfterMovingAway}::integer ELSE ${deadAfter}::integer END
      )`
    return forgotten
  })
}
