import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { withinReach } from '../within-reach.ts'

/** Which rows; all given must hold. */
export type AuditFilters = {
  /** As it is written down: `editor:<id>`, `key:<id>`, `system:<name>`. */
  actor?: string | undefined
  /** The operation, such as `listing.publish`. */
  action?: string | undefined
  subject?: string | undefined
  subjectId?: string | undefined
  organisation?: string | undefined
  /** Inclusive. */
  from?: Date | undefined
  /** Exclusive. */
  to?: Date | undefined
}

/** That somebody did something. */
export type AuditRow = {
  id: string
  at: Date
  actor: string
  action: string
  subject: string
  subjectId: string | null
  organisationId: string | null
  before: unknown
  after: unknown
  reason: string | null
}

/**
 * Who did what, the last first. The ids are in the order of time.
 *
 * @param reach organisations whose rows are shown; null for all, those that concern no organisation included
 * @param after the id after which the page begins
 */
export async function listAudit(
  transaction: Transaction,
  reach: readonly string[] | null,
  { actor, action, subject, subjectId, organisation, from, to }: AuditFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<AuditRow[]> {
  const conditions = [
    withinReach(reach, Prisma.sql`"organisation_id"`),
    ...(after === null ? [] : [Prisma.sql`"id" < ${after}::uuid`]),
    ...(actor === undefined ? [] : [Prisma.sql`"actor" = ${actor}`]),
    ...(action === undefined ? [] : [Prisma.sql`"action" = ${action}`]),
    ...(subject === undefined ? [] : [Prisma.sql`"subject" = ${subject}`]),
    ...(subjectId === undefined ? [] : [Prisma.sql`"subject_id" = ${subjectId}`]),
    ...(organisation === undefined ? [] : [Prisma.sql`"organisation_id" = ${organisation}::uuid`]),
    ...(from === undefined ? [] : [Prisma.sql`"at" >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [Prisma.sql`"at" < ${to}::timestamptz`]),
  ]
  // The order is that of the column and its index: the bare name would be the text that is selected.
  return transaction.$queryRaw<AuditRow[]>`
    SELECT "id"::text, "at", "actor", "action", "subject", "subject_id" AS "subjectId", "organisation_id"::text AS "organisationId",
      "before", "after", "reason"
    FROM "audit_event" WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY "audit_event"."id" DESC
    LIMIT ${limit}`
}
