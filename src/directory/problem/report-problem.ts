import type { ProblemKind } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { tellOrganisation } from './tell-organisation.ts'
import { urgentFrom } from './urgent-from.ts'

type Counted = { id: string; count: number; urgent: boolean; told: boolean }

/**
 * Counts that somebody of the public reports a problem with a published listing. Nothing says who. From the count of `urgentFrom` on
 * it is urgent, and the organisation is told, once a day at most for all problems of the listing. Changes nothing that the public
 * sees, and leaves no audit row: it is no decision of anybody's.
 *
 * @returns false when the listing is not published
 */
export async function reportProblem(
  { transaction, queue, now }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'>; now: Date },
  { listingId, kind }: { listingId: string; kind: ProblemKind },
): Promise<boolean> {
  const [id = ''] = newIds(now, 1)
  const threshold = urgentFrom[kind]
  const [counted] = await transaction.$queryRaw<Counted[]>`
    INSERT INTO "problem" AS known ("id", "listing_id", "kind", "source", "first_at", "last_at", "urgent_at")
    SELECT ${id}::uuid, "id", ${kind}::"problem_kind", 'public', ${now}::timestamptz, ${now}::timestamptz,
      CASE WHEN ${threshold}::integer <= 1 THEN ${now}::timestamptz END
    FROM "listing" WHERE "id" = ${listingId}::uuid AND "state" = 'published'
    ON CONFLICT ("listing_id", "kind", "source") WHERE "state" = 'open' DO UPDATE SET
      "count" = known."count" + 1,
      "last_at" = excluded."last_at",
      "urgent_at" = coalesce(known."urgent_at", CASE WHEN known."count" + 1 >= ${threshold}::integer THEN excluded."last_at" END)
    RETURNING "id"::text, "count", "urgent_at" IS NOT NULL AS "urgent", "told_at" IS NOT NULL AS "told"`
  if (counted === undefined) return false
  if (counted.urgent && !counted.told) {
    const { count } = counted
    const about = { listingId, problemId: counted.id }
    await tellOrganisation({ transaction, queue, now }, about, (to, named) => ({ to, template: 'problem_urgent', data: { ...named, kind, count } }))
  }
  return true
}
