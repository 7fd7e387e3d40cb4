import { Prisma } from '../db/generated/client.ts'
import type { Transaction } from '../db/transaction.ts'
import type { RevisionHead } from './revision-head.ts'

/**
 * Where the listings or guidance with these slugs stand, by slug; those that do not exist are missing. Their rows stay locked until
 * the transaction ends, so that nobody edits, publishes or suspends them meanwhile.
 * @param authors whose last revision is wanted beside the last one
 */
export async function readRevisionHeads(
  transaction: Transaction,
  subject: 'listing' | 'guidance',
  slugs: readonly string[],
  authors: readonly string[],
): Promise<Map<string, RevisionHead>> {
  const [head, revision, headId] = [`"${subject}"`, `"${subject}_revision"`, `"${subject}_id"`].map((name) => Prisma.raw(name))
  // Locked by themselves, in the order in which every command locks them: a join would read the last revisions before it waits for
  // whoever is writing one.
  await transaction.$executeRaw`SELECT FROM ${head} WHERE "slug" = ANY(${slugs}) ORDER BY "id" FOR UPDATE`
  const rows = await transaction.$queryRaw<RevisionHead[]>`
    SELECT head."id"::text, head."slug", head."state"::text, head."published_revision_id"::text AS "publishedRevisionId",
      last."id"::text AS "revisionId", last."number" AS "revisionNumber", last."author" AS "revisionAuthor", last."content",
      own."content" AS "ownContent"
    FROM ${head} AS head
    JOIN LATERAL (
      SELECT * FROM ${revision} WHERE ${headId} = head."id" ORDER BY "number" DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
      SELECT "content" FROM ${revision} WHERE ${headId} = head."id" AND "author" = ANY(${authors}) ORDER BY "number" DESC LIMIT 1
    ) AS own ON last."author" <> ALL(${authors})
    WHERE head."slug" = ANY(${slugs})`
  return new Map(rows.map((row) => [row.slug, row]))
}
