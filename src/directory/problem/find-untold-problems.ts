import type { Database } from '../../db/client.ts'
import type { ProblemKind, ProblemSource } from '../../db/generated/client.ts'

export type UntoldProblem = { problemId: string; listingId: string; kind: ProblemKind; source: ProblemSource; count: number; detail: string | null }

/** More than so many wait for the next day. */
const mostAtOnce = 1000

/**
 * Open problems of published listings that are urgent, or that the machine found, and of which the organisation has not heard: it was
 * told of another one on that day, or there was nobody to tell and somebody is now. Nobody may notice them a second time. The longest
 * urgent come first.
 */
export async function findUntoldProblems({ prisma }: Pick<Database, 'prisma'>): Promise<UntoldProblem[]> {
  return prisma.$queryRaw<UntoldProblem[]>`
    SELECT problem."id"::text AS "problemId", problem."listing_id"::text AS "listingId", problem."kind"::text, problem."source"::text,
      problem."count", problem."detail"
    FROM "problem" AS problem JOIN "listing" AS listing ON listing."id" = problem."listing_id"
    WHERE problem."state" = 'open' AND listing."state" = 'published' AND listing."organisation_id" IS NOT NULL
      AND (problem."told_at" IS NULL OR problem."told_at" < problem."urgent_at")
      AND (problem."urgent_at" IS NOT NULL OR problem."source" = 'machine')
      -- Most organisations of a young directory have nobody yet: theirs must not keep the others from their turn.
      AND (
        EXISTS (SELECT FROM "organisation" WHERE "id" = listing."organisation_id" AND "contact_email" IS NOT NULL)
        OR EXISTS (
          SELECT FROM "membership" JOIN "editor" ON "editor"."id" = "membership"."editor_id"
          WHERE "membership"."organisation_id" = listing."organisation_id" AND "membership"."role" = 'manager' AND "editor"."removed_at" IS NULL
        )
      )
    ORDER BY problem."urgent_at" NULLS LAST, problem."id" LIMIT ${mostAtOnce}`
}
