import type { Transaction } from '../../db/transaction.ts'
import type { MailPayload } from '../../queue/mail-payload.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { toldAtMostEvery } from './urgent-from.ts'

/** The listing as a mail names it. */
type Named = { listing: string; slug: string }

/**
 * Asks for a mail to the organisation of a listing about a problem that it has not heard of: once a day at most for all problems of the
 * listing, where an urgent one does not wait for what was not. Where nobody is told now, somebody may be when the problem is noticed
 * again.
 */
export async function tellOrganisation(
  { transaction, queue, now }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'>; now: Date },
  { listingId, problemId }: { listingId: string; problemId: string },
  mailTo: (to: string, named: Named) => MailPayload,
): Promise<void> {
  // Two kinds may become urgent at once: the second hears that the organisation was just told.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`problem ${listingId}`}, 0))`
  const [addressee] = await transaction.$queryRaw<{ slug: string; title: string | null; email: string }[]>`
    SELECT listing."slug", listing."title", organisation."contact_email" AS "email"
    FROM "listing" AS listing JOIN "organisation" AS organisation ON organisation."id" = listing."organisation_id"
    JOIN "problem" AS noticed ON noticed."id" = ${problemId}::uuid
    WHERE listing."id" = ${listingId}::uuid AND organisation."contact_email" IS NOT NULL AND NOT EXISTS (
      SELECT FROM "problem" AS told WHERE told."listing_id" = ${listingId}::uuid AND told."told_at" > ${new Date(now.getTime() - toldAtMostEvery)}::timestamptz
        AND (noticed."urgent_at" IS NULL OR told."told_at" >= told."urgent_at")
    )`
  if (addressee === undefined) return
  const { slug, title, email } = addressee
  await transaction.$executeRaw`UPDATE "problem" SET "told_at" = ${now}::timestamptz WHERE "id" = ${problemId}::uuid`
  await queue.enqueue(transaction, 'send-mail', mailTo(email, { listing: title ?? slug, slug }))
}
