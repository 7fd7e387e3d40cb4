import type { Transaction } from '../../db/transaction.ts'
import type { VerificationRecord } from './record-verification.ts'

/** Where a page of checks begins: after this one. */
export type VerificationPlace = [checkedAt: number, id: string]

/** The checks of a listing, the last first. */
export async function listVerifications(
  transaction: Transaction,
  listingId: string,
  { after, limit }: { after: VerificationPlace | null; limit: number },
): Promise<VerificationRecord[]> {
  const at = after === null ? null : new Date(after[0])
  const id = after?.[1] ?? null
  return transaction.$queryRaw<VerificationRecord[]>`
    SELECT verification."id"::text, verification."method"::text, verification."checked_at" AS "checkedAt",
      verification."checked_by" AS "checkedBy", verification."evidence", verification."checklist",
      revision."number" AS "revision", verification."created_at" AS "createdAt"
    FROM "verification"
    LEFT JOIN "listing_revision" AS revision ON revision."id" = verification."revision_id"
    WHERE verification."listing_id" = ${listingId}::uuid
      AND (${at}::timestamptz IS NULL OR (verification."checked_at", verification."id") < (${at}::timestamptz, ${id}::uuid))
    ORDER BY verification."checked_at" DESC, verification."id" DESC
    LIMIT ${limit}`
}
