import type { Transaction } from '../../db/transaction.ts'

/**
 * Those of some listings of which people have said who runs them: somebody gave the listing to an organisation, a claim was
 * accepted, or its organisation has members, or was changed. Claims themselves are forgotten after a time: the audit knows them. A file that somebody corrects far away does not take it from them.
 */
export async function findListingsKept(transaction: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT listing."id"::text FROM "listing"
    WHERE listing."id" = ANY(${[...ids]}::uuid[]) AND (
      EXISTS (SELECT FROM "audit_event" WHERE "subject" = 'listing' AND "subject_id" = listing."id"::text AND "action" = 'listing.assign')
      OR listing."organisation_id"::text IN (SELECT "after" ->> 'organisation' FROM "audit_event" WHERE "subject" = 'claim' AND "action" = 'claim.accept')
      OR EXISTS (SELECT FROM "membership" WHERE "membership"."organisation_id" = listing."organisation_id")
      OR EXISTS (SELECT FROM "audit_event" WHERE "subject" = 'organisation' AND "subject_id" = listing."organisation_id"::text)
    )`
  return new Set(rows.map(({ id }) => id))
}
