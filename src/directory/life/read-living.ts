import { Prisma } from '../../db/generated/client.ts'
import type { PublicationState } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Concern } from '../publication/finding.ts'
import type { Living, Noun, OpenReview } from './living.ts'
import { tagOf } from './living.ts'

type HeadRow = {
  id: string
  slug: string
  organisationId: string | null
  state: PublicationState
  edits: number
  publishedId: string | null
  publishedNumber: number | null
  publishedAt: Date | null
  directoryVersion: bigint | null
  createdAt: Date
  updatedAt: Date
  revisionId: string
  number: number
  author: string
  note: string | null
  content: unknown
  revisedAt: Date
}

type ReviewRow = Omit<OpenReview, 'approvals' | 'concerns'> & { concerns: Concern[]; approvals: { by: string; at: string }[] }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * One listing or guidance as it stands, by its id or slug; null when there is none.
 *
 * @param lock whether it stays as it is until the transaction ends: others who want to change it wait
 */
export async function readLiving(transaction: Transaction, noun: Noun, idOrSlug: string, lock: 'lock' | 'look' = 'look'): Promise<Living | null> {
  const [head, revision] = [Prisma.raw(`"${noun}"`), Prisma.raw(`"${noun}_revision"`)]
  const condition = uuid.test(idOrSlug) ? Prisma.sql`head."id" = ${idOrSlug}::uuid` : Prisma.sql`head."slug" = ${idOrSlug}`
  const organisation = noun === 'listing' ? Prisma.sql`head."organisation_id"::text` : Prisma.sql`NULL::text`
  // Locked by itself: a join would read the last revision before it waits for the lock.
  if (lock === 'lock') await transaction.$queryRaw`SELECT FROM ${head} AS head WHERE ${condition} FOR UPDATE`
  const rows = await transaction.$queryRaw<HeadRow[]>`
    SELECT head."id"::text, head."slug", ${organisation} AS "organisationId", head."state"::text AS "state", head."edits",
      published."id"::text AS "publishedId", published."number" AS "publishedNumber", head."published_at" AS "publishedAt",
      head."directory_version" AS "directoryVersion", head."created_at" AS "createdAt", head."updated_at" AS "updatedAt",
      last."id"::text AS "revisionId", last."number", last."author", last."note", last."content", last."created_at" AS "revisedAt"
    FROM ${head} AS head
    JOIN ${revision} AS last ON last."id" = head."last_revision_id"
    LEFT JOIN ${revision} AS published ON published."id" = head."published_revision_id"
    WHERE ${condition}`
  const [row] = rows
  if (row === undefined) return null
  const { revisionId, number, author, note, content, revisedAt, publishedId, publishedNumber, directoryVersion, ...rest } = row
  return {
    ...rest,
    noun,
    tag: tagOf(number, row.edits),
    directoryVersion: directoryVersion === null ? null : Number(directoryVersion),
    last: { id: revisionId, number, author, note, content, createdAt: revisedAt },
    published: publishedId === null || publishedNumber === null ? null : { id: publishedId, number: publishedNumber },
    review: await readOpenReview(transaction, noun, row.id),
  }
}

async function readOpenReview(transaction: Transaction, noun: Noun, id: string): Promise<OpenReview | null> {
  const [subject, revision] = [Prisma.raw(`"${noun}_id"`), Prisma.raw(`"${noun}_revision_id"`)]
  const rows = await transaction.$queryRaw<ReviewRow[]>`
    SELECT "id"::text, "state"::text AS "state", ${revision}::text AS "revisionId", "approvals_needed" AS "approvalsNeeded", "concerns",
      "submitted_by" AS "submittedBy", "submitted_at" AS "submittedAt",
      coalesce(
        (SELECT jsonb_agg(jsonb_build_object('by', "approved_by", 'at', "at") ORDER BY "at") FROM "approval" WHERE "review_id" = "review"."id"),
        '[]'
      ) AS "approvals",
      ARRAY(SELECT "contact_authors"("listing_revision_id")) AS "contactAuthors"
    FROM "review" WHERE ${subject} = ${id}::uuid AND "state" IN ('open', 'approved')`
  const [row] = rows
  return row === undefined ? null : { ...row, approvals: row.approvals.map(({ by, at }) => ({ by, at: new Date(at) })) }
}
