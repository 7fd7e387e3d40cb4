import { Prisma } from '../../db/generated/client.ts'
import type { PublicationState } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Audience, Situation } from '../../help/vocabulary.ts'
import type { Actor } from '../actor.ts'
import { containsText } from '../contains-text.ts'
import { namesOfActor } from '../names-of-actor.ts'
import { reachOf } from '../reach.ts'

export type GuidanceFilters = {
  state?: PublicationState | undefined
  situation?: Situation | undefined
  audience?: Audience | undefined
  country?: string | undefined
  /** Part of a title or of the slug, or the id. */
  q?: string | undefined
  inReview?: boolean | undefined
  /** Whose last revision the reader wrote. */
  mine?: boolean | undefined
}

/** What editors choose a guidance by: what its last revision says, whether or not anybody else sees it. */
export type GuidanceSummary = {
  id: string
  slug: string
  /** In the first language that it has. */
  title: string
  situation: Situation
  audience: Audience
  /** Only for this country; null for all others. */
  country: string | null
  state: PublicationState
  revision: number
  publishedRevision: number | null
  review: 'open' | 'approved' | null
  updatedAt: Date
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The guidance that there is, in the order of the slugs. It belongs to no organisation: whoever may see any may see all. */
export async function listGuidance(
  transaction: Transaction,
  actor: Actor,
  { state, situation, audience, country, q, inReview, mine }: GuidanceFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<GuidanceSummary[]> {
  reachOf(actor, 'guidance.read')
  const conditions = [
    Prisma.sql`true`,
    ...(after === null ? [] : [Prisma.sql`guidance."slug" > ${after}`]),
    ...(state === undefined ? [] : [Prisma.sql`guidance."state" = ${state}::"publication_state"`]),
    ...(situation === undefined ? [] : [Prisma.sql`last."content" ->> 'situation' = ${situation}`]),
    ...(audience === undefined ? [] : [Prisma.sql`last."content" ->> 'audience' = ${audience}`]),
    ...(country === undefined ? [] : [Prisma.sql`last."content" ->> 'country' = ${country}`]),
    ...(q === undefined ? [] : [isMeant(q)]),
    ...(inReview === undefined ? [] : [inReview ? Prisma.sql`review."id" IS NOT NULL` : Prisma.sql`review."id" IS NULL`]),
    ...(mine === undefined ? [] : [Prisma.sql`(last."author" = ANY(${await namesOfActor(transaction, actor)})) = ${mine}`]),
  ]
  return transaction.$queryRaw<GuidanceSummary[]>`
    SELECT guidance."id"::text, guidance."slug", last."content" #>> '{texts,0,standard,title}' AS "title",
      last."content" ->> 'situation' AS "situation", last."content" ->> 'audience' AS "audience", last."content" ->> 'country' AS "country",
      guidance."state"::text, last."number" AS "revision", published."number" AS "publishedRevision", review."state"::text AS "review",
      guidance."updated_at" AS "updatedAt"
    FROM "guidance"
    JOIN "guidance_revision" AS last ON last."id" = guidance."last_revision_id"
    LEFT JOIN "guidance_revision" AS published ON published."id" = guidance."published_revision_id"
    LEFT JOIN "review" ON review."guidance_id" = guidance."id" AND review."state" IN ('open', 'approved')
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY guidance."slug"
    LIMIT ${limit}`
}

function isMeant(q: string): Prisma.Sql {
  if (uuid.test(q)) return Prisma.sql`guidance."id" = ${q}::uuid`
  const titles = Prisma.sql`(jsonb_path_query_array(last."content", '$.texts[*].standard.title'))::text`
  return Prisma.sql`(${containsText(Prisma.sql`guidance."slug"`, q)} OR ${containsText(titles, q)})`
}
