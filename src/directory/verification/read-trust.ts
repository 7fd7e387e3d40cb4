import type { Transaction } from '../../db/transaction.ts'
import { servedUntil } from '../../help/served-until.ts'
import { verificationState } from '../../help/verification.ts'
import type { ServingSettings, VerificationState } from '../../help/verification.ts'
import type { Kind } from '../../help/vocabulary.ts'

/** How far the public can trust a listing, and until when it is served unless somebody checks it. */
export type ListingTrust = Pick<VerificationState, 'status' | 'mayBeServed' | 'verifiedAt' | 'nextDue'> & { servedUntil: Date | null }

type Row = { kind: Kind; worldwide: boolean; verifiedAt: Date | null; importedAt: Date | null; publishedAt: Date }

/** The trust in a published listing; null for one that is not published. */
export async function readTrust(transaction: Transaction, listingId: string, settings: ServingSettings, now: Date): Promise<ListingTrust | null> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT "content" ->> 'kind' AS "kind", ("content" ->> 'worldwide')::boolean AS "worldwide",
      "verified_at" AS "verifiedAt", "imported_at" AS "importedAt", "published_at" AS "publishedAt"
    FROM "published_listing" WHERE "id" = ${listingId}::uuid`
  const [row] = rows
  if (row === undefined) return null
  const { kind, worldwide, ...facts } = row
  const listing = { ...facts, content: { kind, worldwide } }
  const { status, mayBeServed, verifiedAt, nextDue } = verificationState(listing, settings, now)
  return { status, mayBeServed, verifiedAt, nextDue, servedUntil: servedUntil(listing, settings, now) }
}
