import { Prisma } from '../../db/generated/client.ts'
import type { PublicationState } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Noun } from './living.ts'
import type { Standing } from './standing.ts'

type Row = {
  id: string
  organisationId: string | null
  state: PublicationState
  revisionId: string
  author: string
  publishedId: string | null
  reviewState: 'open' | 'approved' | null
  reviewedId: string | null
  approvedBy: string[]
  contactAuthors: string[]
}

/** How several listings, or several guidance, stand: for lists, which show no content. In no particular order. */
export async function readStandings(transaction: Transaction, noun: Noun, ids: readonly string[]): Promise<Standing[]> {
  if (ids.length === 0) return []
  const [head, revision, subject] = [Prisma.raw(`"${noun}"`), Prisma.raw(`"${noun}_revision"`), Prisma.raw(`"${noun}_id"`)]
  const reviewed = Prisma.raw(`"${noun}_revision_id"`)
  const organisation = noun === 'listing' ? Prisma.sql`head."organisation_id"::text` : Prisma.sql`NULL::text`
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT head."id"::text, ${organisation} AS "organisationId", head."state"::text AS "state", last."id"::text AS "revisionId", last."author",
      head."published_revision_id"::text AS "publishedId", review."state"::text AS "reviewState", review.${reviewed}::text AS "reviewedId",
      ARRAY(SELECT "approved_by" FROM "approval" WHERE "review_id" = review."id") AS "approvedBy",
      ARRAY(SELECT "contact_authors"(review."listing_revision_id")) AS "contactAuthors"
    FROM ${head} AS head
    JOIN ${revision} AS last ON last."id" = head."last_revision_id"
    LEFT JOIN "review" AS review ON review.${subject} = head."id" AND review."state" IN ('open', 'approved')
    WHERE head."id" = ANY(${[...ids]}::uuid[])`
  return rows.map(({ id, organisationId, state, revisionId, author, publishedId, reviewState, reviewedId, approvedBy, contactAuthors }) => ({
    noun,
    id,
    organisationId,
    state,
    last: { id: revisionId, author },
    published: publishedId === null ? null : { id: publishedId },
    review:
      reviewState === null || reviewedId === null
        ? null
        : { state: reviewState, revisionId: reviewedId, approvals: approvedBy.map((by) => ({ by })), contactAuthors },
  }))
}
