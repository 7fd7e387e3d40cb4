import type { Transaction } from '../../db/transaction.ts'
import type { MailPayload } from '../../queue/mail-payload.ts'
import type { JobQueue } from '../../queue/open-queue.ts'
import { readRecipients } from '../organisation/read-recipients.ts'
import { toldAtMostEvery } from './urgent-from.ts'

/** The listing as a mail names it. */
type Named = { listing: string; slug: string }

/**
 * Asks for mails to the organisation of a listing, to its contact address and its managers, about a problem that it has not heard of:
 * once a day at most for all problems of the listing, where an urgent one does not wait for what was not. Where nobody is told now,
 * somebody may be when the problem is noticed again, or on the next morning.
 */
export async function tellOrganisation(
  { transaction, queue, now }: { transaction: Transaction; queue: Pick<JobQueue, 'enqueue'>; now: Date },
  { listingId, problemId }: { listingId: string; problemId: string },
  mailTo: (to: string, named: Named) => MailPayload,
): Promise<void> {
  // Two kinds may become urgent at once: the second hears that the organisation was just told.
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`problem ${listingId}`}, 0))`
  const [concerned] = await transaction.$queryRaw<{ slug: string; title: string | null; organisationId: string }[]>`
    SELECT listing."slug", listing."title", listing."organisation_id"::text AS "organisationId"
    FROM "listing" AS listing JOIN "problem" AS noticed ON noticed."id" = ${problemId}::uuid AND noticed."state" = 'open'
    WHERE listing."id" = ${listingId}::uuid AND listing."organisation_id" IS NOT NULL AND NOT EXISTS (
      SELECT FROM "problem" AS told WHERE told."listing_id" = ${listingId}::uuid AND told."told_at" > ${new Date(now.getTime() - toldAtMostEvery)}::timestamptz
        AND (noticed."urgent_at" IS NULL OR told."told_at" >= told."urgent_at")
    )`
  const recipients = concerned === undefined ? [] : await readRecipients(transaction, concerned.organisationId)
  if (concerned === undefined || recipients.length === 0) return
  const { slug, title } = concerned
  await transaction.$executeRaw`UPDATE "problem" SET "told_at" = ${now}::timestamptz WHERE "id" = ${problemId}::uuid`
  for (const to of recipients) await queue.enqueue(transaction, 'send-mail', mailTo(to, { listing: title ?? slug, slug }))
}
