import type { Transaction } from '../../db/transaction.ts'
import type { RevisionHead } from '../revision-head.ts'

/** Where the guidance with these slugs stands; as `readListingHeads` does for listings. */
export async function readGuidanceHeads(
  transaction: Transaction,
  slugs: readonly string[],
  author: string,
): Promise<Map<string, RevisionHead>> {
  const rows = await transaction.$queryRaw<RevisionHead[]>`
    SELECT guidance."id"::text, guidance."slug", guidance."state"::text,
      guidance."published_revision_id"::text AS "publishedRevisionId",
      last."id"::text AS "revisionId", last."number" AS "revisionNumber", last."author" AS "revisionAuthor", last."content",
      own."content" AS "ownContent"
    FROM "guidance"
    JOIN LATERAL (
      SELECT * FROM "guidance_revision" WHERE "guidance_id" = guidance."id" ORDER BY "number" DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
      SELECT "content" FROM "guidance_revision" WHERE "guidance_id" = guidance."id" AND "author" = ${author}
      ORDER BY "number" DESC LIMIT 1
    ) AS own ON last."author" <> ${author}
    WHERE guidance."slug" = ANY(${slugs})
    FOR UPDATE OF guidance`
  return new Map(rows.map((head) => [head.slug, head]))
}
