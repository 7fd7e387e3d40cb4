import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { ServingSettings } from '../../help/verification.ts'
import type { Kind, VerificationStatus } from '../../help/vocabulary.ts'
import { withinReach } from '../within-reach.ts'
import { shownInCountry } from './shown-in-country.ts'
import { trustedListings } from './trust-sql.ts'

export const dueStages = ['overdue', 'due', 'soon', 'unverified'] as const
export type DueStage = (typeof dueStages)[number]

/** Days before a check falls due at which it is in the queue. */
export const soonDays = 14

export type DueFilters = { organisation?: string | undefined; country?: string | undefined; kind?: Kind | undefined; stage?: DueStage | undefined }

/** One published listing that somebody should check. */
export type DueVerification = {
  id: string
  slug: string
  title: string
  kind: Kind
  countries: string[]
  organisationId: string | null
  organisationName: string | null
  /** The published one, which is the one to check. */
  revision: number
  status: VerificationStatus
  verifiedAt: Date | null
  dueAt: Date
  /** When the public sees it no more; null for the floor, which is never hidden. */
  hiddenAt: Date | null
  isServed: boolean
  /** How often the public or a machine reported something that nobody has looked at yet. */
  problems: number
  rank: DuePlace
}

/** What the queue is ordered by. The lowest come first: what nobody can see any more, then what is hidden soonest. */
export type DuePlace = [served: number, daysLeft: number, kind: number, countries: number, problems: number, id: string]

/** Listings of these kinds are asked for by people in danger. */
const firstKinds = ['emergency_service', 'support_line']

/**
 * The listings that should be checked, those first whose silence would harm most: what is hidden already; then by the day on which
 * it will be hidden, or would be if it were not of the floor; emergency and support before others; those of many countries, worldwide
 * ones first; those with most problems reported.
 *
 * @param reach organisations whose listings are shown; null for all
 * @param now by which everything is judged; the same for all pages of one list, so that none is missed
 */
export async function listDueVerifications(
  transaction: Transaction,
  { reach, filters, settings, now, after, limit }: {
    reach: readonly string[] | null
    filters: DueFilters
    settings: ServingSettings
    now: Date
    after: DuePlace | null
    limit: number
  },
): Promise<DueVerification[]> {
  const { organisation, country, kind, stage } = filters
  const which = Prisma.join(
    [
      withinReach(reach, Prisma.sql`shown."organisation_id"`),
      ...(country === undefined ? [] : [shownInCountry(country)]),
      ...(organisation === undefined ? [] : [Prisma.sql`shown."organisation_id" = ${organisation}::uuid`]),
    ],
    ' AND ',
  )
  const rows = await transaction.$queryRaw<(Omit<DueVerification, 'rank'> & { rank: (string | number)[] })[]>`
    WITH ${trustedListings(settings, now, which)},
    queue AS (
      SELECT trusted.*, "hidden_at" IS NULL OR ${now}::timestamptz < "hidden_at" AS "is_served",
        coalesce((SELECT sum("count") FROM "problem" WHERE "listing_id" = trusted."id" AND "state" = 'open'), 0)::int AS "problems"
      FROM trusted
      WHERE ${country === undefined ? Prisma.sql`true` : Prisma.sql`"countries" @> ARRAY[${country}]`}
        AND ${kind === undefined ? Prisma.sql`true` : Prisma.sql`"kind" = ${kind}`}
        AND (${isInStage(stage, now)})
    ),
    ranked AS (
      SELECT queue.*,
        "is_served"::int AS "r1",
        CASE WHEN "is_served" THEN floor(extract(epoch FROM "ends_at" - ${now}::timestamptz) / 86400)::int ELSE 0 END AS "r2",
        ("kind" <> ALL(${firstKinds}))::int AS "r3",
        -CASE WHEN cardinality("countries") = 0 THEN 1000 ELSE cardinality("countries") END AS "r4",
        -"problems" AS "r5"
      FROM queue
    )
    SELECT "id"::text, "slug", "title", "kind", "countries", "organisation_id"::text AS "organisationId", "organisation_name" AS "organisationName",
      "revision", "status", "verified_at" AS "verifiedAt", "due_at" AS "dueAt", "hidden_at" AS "hiddenAt", "is_served" AS "isServed", "problems",
      jsonb_build_array("r1", "r2", "r3", "r4", "r5", "id") AS "rank"
    FROM ranked
    WHERE ${after === null ? Prisma.sql`true` : Prisma.sql`("r1", "r2", "r3", "r4", "r5", "id") > (${Prisma.join(after.slice(0, 5).map((value) => Prisma.sql`${value}::int`))}, ${after[5]}::uuid)`}
    ORDER BY "r1", "r2", "r3", "r4", "r5", ranked."id"
    LIMIT ${limit}`
  return rows as DueVerification[]
}

function isInStage(stage: DueStage | undefined, now: Date): Prisma.Sql {
  const soon = Prisma.sql`"status" = 'verified' AND "due_at" <= ${new Date(now.getTime() + soonDays * 24 * 60 * 60 * 1000)}::timestamptz`
  if (stage === undefined) return Prisma.sql`"status" <> 'verified' OR (${soon})`
  return stage === 'soon' ? soon : Prisma.sql`"status" = ${stage}`
}
