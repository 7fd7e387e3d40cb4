import type { ProblemKind } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { toldAtMostEvery, urgentFrom } from './urgent-from.ts'

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
  if (counted.urgent && !counted.told) await tell({ transaction, queue, now }, listingId, kind, counted)
  return true
}

async function tell(
  { transaction, queue, now }: Parameters<typeof reportProblem>[0],
  listingId: string,
  kind: ProblemKind,
  { id, count }: Counted,
): Promise<void> {
  // Two kinds may become urgent at once: the second hears that the organisation was just told.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`problem ${listingId}`}, 0))`
  const [addressee] = await transaction.$queryRaw<{ slug: string; title: string | null; email: string }[]>`
    SELECT listing."slug", listing."title", organisation."contact_email" AS "email"
    FROM "listing" AS listing JOIN "organisation" AS organisation ON organisation."id" = listing."organisation_id"
    WHERE listing."id" = ${listingId}::uuid AND organisation."contact_email" IS NOT NULL AND NOT EXISTS (
      SELECT FROM "problem" WHERE "listing_id" = ${listingId}::uuid AND "told_at" > ${new Date(now.getTime() - toldAtMostEvery)}::timestamptz
    )`
  if (addressee === undefined) return
  const { slug, title, email } = addressee
  await transaction.$executeRaw`UPDATE "problem" SET "told_at" = ${now}::timestamptz WHERE "id" = ${id}::uuid`
  await queue.enqueue(transaction, 'send-mail', { to: email, template: 'problem_urgent', data: { listing: title ?? slug, slug, kind, count } })
}
