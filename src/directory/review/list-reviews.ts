import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Actor } from '../actor.ts'
import type { Noun } from '../life/living.ts'
import { mayDo } from '../permissions.ts'
import type { Concern } from '../publication/finding.ts'
import { reachOf } from '../reach.ts'
import { withinReach } from '../within-reach.ts'

export type ReviewFilters = {
  /** `open` waits for approvals, `approved` for its publication. */
  state: 'open' | 'approved'
  subject?: Noun | undefined
  organisation?: string | undefined
}

/** One revision that waits for somebody. */
export type WaitingReview = {
  id: string
  subject: Noun
  subjectId: string
  slug: string
  title: string | null
  organisationId: string | null
  organisationName: string | null
  revision: number
  /** Whether the public sees an older one meanwhile. */
  isPublic: boolean
  author: string
  submittedBy: string
  submittedAt: Date
  approvalsNeeded: number
  approvals: number
  concerns: Concern[]
}

/** Suspicious ones first, then the oldest. */
export type ReviewPlace = [calm: number, submittedAt: number, id: string]

/** What waits for approval, or for its publication, of what somebody may see. */
export async function listReviews(
  transaction: Transaction,
  actor: Actor,
  { state, subject, organisation }: ReviewFilters,
  { after, limit }: { after: ReviewPlace | null; limit: number },
): Promise<WaitingReview[]> {
  const reach = reachOf(actor, 'listing.read')
  const seesGuidance = mayDo(actor, 'guidance.read', { organisationId: null })
  const conditions = [
    Prisma.sql`review."state" = ${state}::"review_state"`,
    Prisma.sql`CASE WHEN review."guidance_id" IS NULL THEN ${withinReach(reach, Prisma.sql`listing."organisation_id"`)} ELSE ${seesGuidance} END`,
    ...(subject === undefined ? [] : [subject === 'listing' ? Prisma.sql`review."listing_id" IS NOT NULL` : Prisma.sql`review."guidance_id" IS NOT NULL`]),
    ...(organisation === undefined ? [] : [Prisma.sql`listing."organisation_id" = ${organisation}::uuid`]),
    ...(after === null
      ? []
      : [Prisma.sql`((jsonb_array_length(review."concerns") = 0)::int, review."submitted_at", review."id") > (${after[0]}::int, ${new Date(after[1])}::timestamptz, ${after[2]}::uuid)`]),
  ]
  return transaction.$queryRaw<WaitingReview[]>`
    SELECT review."id"::text, CASE WHEN review."guidance_id" IS NULL THEN 'listing' ELSE 'guidance' END AS "subject",
      coalesce(review."listing_id", review."guidance_id")::text AS "subjectId", coalesce(listing."slug", guidance."slug") AS "slug",
      coalesce(listing."title", guidance_revision."content" #>> '{texts,0,standard,title}') AS "title",
      organisation."id"::text AS "organisationId", organisation."name" AS "organisationName",
      coalesce(listing_revision."number", guidance_revision."number") AS "revision",
      coalesce(listing."state", guidance."state") = 'published' AS "isPublic",
      coalesce(listing_revision."author", guidance_revision."author") AS "author",
      review."submitted_by" AS "submittedBy", review."submitted_at" AS "submittedAt", review."approvals_needed" AS "approvalsNeeded",
      (SELECT count(*)::int FROM "approval" WHERE "review_id" = review."id") AS "approvals",
      review."concerns"
    FROM "review"
    LEFT JOIN "listing" ON listing."id" = review."listing_id"
    LEFT JOIN "listing_revision" ON listing_revision."id" = review."listing_revision_id"
    LEFT JOIN "guidance" ON guidance."id" = review."guidance_id"
    LEFT JOIN "guidance_revision" ON guidance_revision."id" = review."guidance_revision_id"
    LEFT JOIN "organisation" ON organisation."id" = listing."organisation_id"
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY (jsonb_array_length(review."concerns") = 0)::int, review."submitted_at", review."id"
    LIMIT ${limit}`
}
