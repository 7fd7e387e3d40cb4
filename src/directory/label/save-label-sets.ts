import type { Transaction } from '../../db/transaction.ts'
import type { LabelSetContent } from '../../help/label-set.ts'

/**
 * Writes the words of languages, which the public sees at once. A directory version that names the locales is taken before, and
 * given here.
 */
export async function saveLabelSets(
  transaction: Transaction,
  labelSets: readonly LabelSetContent[],
  { version, at }: { version: bigint; at: Date },
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "label_set" ("locale", "content", "directory_version", "updated_at")
    SELECT entry ->> 'locale', entry, ${version}::bigint, ${at}::timestamptz
    FROM jsonb_array_elements(${JSON.stringify(labelSets)}::jsonb) AS entry
    ON CONFLICT ("locale") DO UPDATE
    SET "content" = excluded."content", "directory_version" = excluded."directory_version", "updated_at" = excluded."updated_at"`
}
