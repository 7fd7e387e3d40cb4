import type { ProblemKind, ProblemSource, ProblemState } from '../../db/generated/client.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { withinReach } from '../within-reach.ts'
import { selectProblems, type Problem } from './problem.ts'

export type ProblemFilters = {
  state: ProblemState
  kind?: ProblemKind | undefined
  source?: ProblemSource | undefined
  organisation?: string | undefined
  listing?: string | undefined
}

/** What the list is ordered by: urgent ones first, then what is there longest. None of it changes while a problem is open, but that it becomes urgent. */
export type ProblemPlace = [notUrgent: number, firstAt: number, id: string]

export function placeOf({ urgentAt, firstAt, id }: Problem): ProblemPlace {
  return [urgentAt === null ? 1 : 0, firstAt.getTime(), id]
}

/**
 * Problems of listings that somebody may see.
 *
 * @param reach organisations whose problems are shown; null for all
 */
export async function listProblems(
  transaction: Transaction,
  { reach, filters: { state, kind, source, organisation, listing }, after, limit }: {
    reach: readonly string[] | null
    filters: ProblemFilters
    after: ProblemPlace | null
    limit: number
  },
): Promise<Problem[]> {
  const is = (value: string | undefined, column: string, type: string) =>
    value === undefined ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(column)} = ${value}::${Prisma.raw(type)}`
  const place = Prisma.sql`((problem."urgent_at" IS NULL)::int, problem."first_at", problem."id")`
  const condition = Prisma.sql`
    ${withinReach(reach, Prisma.sql`listing."organisation_id"`)}
    AND problem."state" = ${state}::"problem_state"
    AND ${is(kind, 'problem."kind"', '"problem_kind"')}
    AND ${is(source, 'problem."source"', '"problem_source"')}
    AND ${is(organisation, 'listing."organisation_id"', 'uuid')}
    AND ${is(listing, 'problem."listing_id"', 'uuid')}
    AND ${after === null ? Prisma.sql`true` : Prisma.sql`${place} > (${after[0]}::int, ${new Date(after[1])}::timestamptz, ${after[2]}::uuid)`}`
  return selectProblems(transaction, condition, Prisma.sql`ORDER BY ${place} LIMIT ${limit}`)
}
