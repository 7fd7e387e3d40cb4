import type { Transaction } from '../../db/transaction.ts'
import type { WrittenRevision } from '../next-revisions.ts'

/** Makes revisions the ones that the public sees. A directory version that names the guidance is taken before, and given here. */
export async function publishGuidance(
  transaction: Transaction,
  guidance: readonly WrittenRevision[],
  { version, at }: { version: bigint; at: Date },
): Promise<void> {
  const ids = guidance.map((entry) => entry.id)
  const revisionIds = guidance.map((entry) => entry.revisionId)
  await transaction.$executeRaw`
    UPDATE "guidance"
    SET "state" = 'published', "published_revision_id" = given."revision_id", "published_at" = ${at}::timestamptz,
      "directory_version" = ${version}::bigint, "updated_at" = ${at}::timestamptz
    FROM unnest(${ids}::uuid[], ${revisionIds}::uuid[]) AS given ("id", "revision_id")
    WHERE "guidance"."id" = given."id"`
}
