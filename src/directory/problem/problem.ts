import type { ProblemKind, ProblemSource, ProblemState } from '../../db/generated/client.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Subject } from '../command.ts'

/** What was noticed about a listing, as editors know it. */
export type Problem = Subject & {
  id: string
  listing: { id: string; slug: string; name: string }
  kind: ProblemKind
  source: ProblemSource
  state: ProblemState
  count: number
  urgentAt: Date | null
  detail: string | null
  firstAt: Date
  lastAt: Date
  closedAt: Date | null
  closedBy: string | null
  reason: string | null
  tag: string
}

type Row = Omit<Problem, 'listing' | 'tag'> & { edits: number; listingId: string; slug: string; name: string }

/** Problems by a condition on `problem` and its `listing`. */
export async function selectProblems(transaction: Transaction, condition: Prisma.Sql, more: Prisma.Sql): Promise<Problem[]> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT problem."id"::text, listing."organisation_id"::text AS "organisationId", listing."id"::text AS "listingId", listing."slug",
      coalesce(listing."title", listing."slug") AS "name", problem."kind"::text AS "kind", problem."source"::text AS "source",
      problem."state"::text AS "state", problem."count", problem."urgent_at" AS "urgentAt", problem."detail", problem."first_at" AS "firstAt",
      problem."last_at" AS "lastAt", problem."closed_at" AS "closedAt", problem."closed_by" AS "closedBy", problem."reason", problem."edits"
    FROM "problem" AS problem JOIN "listing" AS listing ON listing."id" = problem."listing_id"
    WHERE ${condition} ${more}`
  return rows.map(({ edits, listingId, slug, name, ...problem }) => ({ ...problem, listing: { id: listingId, slug, name }, tag: String(edits) }))
}

/** One, locked until the transaction ends: reports that come meanwhile wait, and begin a new one when this is closed. */
export async function readProblem(transaction: Transaction, id: string): Promise<Problem | null> {
  const [problem] = await selectProblems(transaction, Prisma.sql`problem."id" = ${id}::uuid`, Prisma.sql`FOR UPDATE OF problem`)
  return problem ?? null
}
