import { Prisma } from '../../db/generated/client.ts'
import type { Database } from '../../db/client.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { trustedListings } from '../verification/trust-sql.ts'

/** A listing of which its organisation should hear: its check falls due, or the public will not see it any more. */
export type DueReminder = { listingId: string; slug: string; title: string; stage: 'before_due' | 'before_hidden'; due: Date }

export type OrganisationReminders = { organisationId: string; organisationName: string; reminders: DueReminder[] }

/** Days before the date at which an organisation hears of it. */
const daysBefore = 14

/** Most that one mail lists; the rest comes on the next day. */
const mostAtOnce = 500

/**
 * What organisations should hear of today and have not heard of yet, by organisation, what is hidden soonest first. The floor (worldwide
 * services, emergency numbers) is never hidden, so of it only that a check falls due is said.
 */
export async function findReminders({ prisma }: Pick<Database, 'prisma'>, settings: ServingSettings, now: Date): Promise<OrganisationReminders[]> {
  const soon = new Date(now.getTime() + daysBefore * 24 * 60 * 60 * 1000)
  const rows = await prisma.$queryRaw<(DueReminder & { organisationId: string; organisationName: string })[]>`
    WITH ${trustedListings(settings, now, Prisma.sql`listing."organisation_id" IS NOT NULL`)},
    due AS (
      SELECT *, 'before_hidden'::"reminder_stage" AS "stage", "hidden_at" AS "due" FROM trusted
      WHERE "hidden_at" > ${now}::timestamptz AND "hidden_at" <= ${soon}::timestamptz
      UNION ALL
      SELECT *, 'before_due'::"reminder_stage" AS "stage", "due_at" AS "due" FROM trusted
      WHERE "status" = 'verified' AND "due_at" > ${now}::timestamptz AND "due_at" <= ${soon}::timestamptz
    )
    SELECT "id"::text AS "listingId", "slug", "title", "stage"::text AS "stage", "due", "organisation_id"::text AS "organisationId",
      "organisation_name" AS "organisationName"
    FROM due
    WHERE NOT EXISTS (SELECT FROM "reminder" WHERE "listing_id" = due."id" AND "reminder"."stage" = due."stage" AND "reminder"."due" = due."due")
    ORDER BY "organisation_id", "stage" DESC, "due", "slug"`
  return [...Map.groupBy(rows, ({ organisationId }) => organisationId).values()].map((group) => ({
    organisationId: group[0]?.organisationId ?? '',
    organisationName: group[0]?.organisationName ?? '',
    reminders: group.slice(0, mostAtOnce).map(({ listingId, slug, title, stage, due }) => ({ listingId, slug, title, stage, due })),
  }))
}
