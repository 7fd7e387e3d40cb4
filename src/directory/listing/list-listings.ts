import { Prisma } from '../../db/generated/client.ts'
import type { PublicationState } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Kind } from '../../help/vocabulary.ts'
import type { Actor } from '../actor.ts'
import { containsText } from '../contains-text.ts'
import { namesOfActor } from '../names-of-actor.ts'
import { reachOf } from '../reach.ts'
import { withinReach } from '../within-reach.ts'

export type ListingFilters = {
  /** The id of an organisation; `none`: of an unknown operator. */
  organisation?: string | undefined
  state?: PublicationState | undefined
  country?: string | undefined
  kind?: Kind | undefined
  /** Part of the title or of the slug, or the id. */
  q?: string | undefined
  inReview?: boolean | undefined
  /** Whose last revision the reader wrote. */
  mine?: boolean | undefined
}

/** What editors choose a listing by: what its last revision says, whether or not anybody else sees it. */
export type ListingSummary = {
  id: string
  slug: string
  title: string | null
  kind: Kind
  /** Empty for a worldwide service. */
  countries: string[]
  state: PublicationState
  organisationId: string | null
  organisationName: string | null
  revision: number
  publishedRevision: number | null
  review: 'open' | 'approved' | null
  updatedAt: Date
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The listings that somebody may see, in the order of their slugs. */
export async function listListings(
  transaction: Transaction,
  actor: Actor,
  { organisation, state, country, kind, q, inReview, mine }: ListingFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<ListingSummary[]> {
  const conditions = [
    withinReach(reachOf(actor, 'listing.read'), Prisma.sql`listing."organisation_id"`),
    ...(after === null ? [] : [Prisma.sql`listing."slug" > ${after}`]),
    ...(organisation === undefined ? [] : [organisation === 'none' ? Prisma.sql`listing."organisation_id" IS NULL` : Prisma.sql`listing."organisation_id" = ${organisation}::uuid`]),
    ...(state === undefined ? [] : [Prisma.sql`listing."state" = ${state}::"publication_state"`]),
    ...(country === undefined ? [] : [Prisma.sql`listing."countries" @> ARRAY[${country}]`]),
    ...(kind === undefined ? [] : [Prisma.sql`listing."kind" = ${kind}`]),
    ...(q === undefined ? [] : [isMeant(q)]),
    ...(inReview === undefined ? [] : [inReview ? Prisma.sql`review."id" IS NOT NULL` : Prisma.sql`review."id" IS NULL`]),
    ...(mine === undefined ? [] : [Prisma.sql`(last."author" = ANY(${await namesOfActor(transaction, actor)})) = ${mine}`]),
  ]
  return transaction.$queryRaw<ListingSummary[]>`
    SELECT listing."id"::text, listing."slug", listing."title", listing."kind", listing."countries", listing."state"::text,
      organisation."id"::text AS "organisationId", organisation."name" AS "organisationName", last."number" AS "revision",
      published."number" AS "publishedRevision", review."state"::text AS "review", listing."updated_at" AS "updatedAt"
    FROM "listing"
    JOIN "listing_revision" AS last ON last."id" = listing."last_revision_id"
    LEFT JOIN "listing_revision" AS published ON published."id" = listing."published_revision_id"
    LEFT JOIN "organisation" ON organisation."id" = listing."organisation_id"
    LEFT JOIN "review" ON review."listing_id" = listing."id" AND review."state" IN ('open', 'approved')
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY listing."slug"
    LIMIT ${limit}`
}

function isMeant(q: string): Prisma.Sql {
  if (uuid.test(q)) return Prisma.sql`listing."id" = ${q}::uuid`
  return Prisma.sql`(${containsText(Prisma.sql`listing."title"`, q)} OR ${containsText(Prisma.sql`listing."slug"`, q)})`
}
