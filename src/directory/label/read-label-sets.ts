import type { Transaction } from '../../db/transaction.ts'

export type KnownLabelSet = {
  locale: string
  content: unknown
  /** Somebody other than the given authors has changed it. */
  edited: boolean
}

/**
 * All label sets, by locale; locked until the transaction ends.
 * @param authors of imports whose changes do not count as edits. Any other change has an audit row: of its own, or of the import.
 */
export async function readLabelSets(transaction: Transaction, authors: readonly string[]): Promise<Map<string, KnownLabelSet>> {
  const rows = await transaction.$queryRaw<KnownLabelSet[]>`
    SELECT "locale", "content",
      EXISTS (
        SELECT FROM "audit_event"
        WHERE ("subject" = 'label_set' AND "subject_id" = "label_set"."locale")
          OR ("subject" = 'import' AND "actor" <> ALL(${authors}) AND "after" -> 'labelSets' @> to_jsonb("label_set"."locale"))
      ) AS "edited"
    FROM "label_set"
    FOR UPDATE OF "label_set"`
  return new Map(rows.map((row) => [row.locale, row]))
}
