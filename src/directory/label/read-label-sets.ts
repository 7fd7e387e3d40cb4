import type { Transaction } from '../../db/transaction.ts'

export type KnownLabelSet = {
  locale: string
  content: unknown
  /** Somebody has changed it in the directory. */
  edited: boolean
}

/** All label sets, by locale; locked until the transaction ends. One without an audit row about it is as it was imported. */
export async function readLabelSets(transaction: Transaction): Promise<Map<string, KnownLabelSet>> {
  const rows = await transaction.$queryRaw<KnownLabelSet[]>`
    SELECT "locale", "content",
      EXISTS (SELECT FROM "audit_event" WHERE "subject" = 'label_set' AND "subject_id" = "label_set"."locale") AS "edited"
    FROM "label_set"
    FOR UPDATE OF "label_set"`
  return new Map(rows.map((row) => [row.locale, row]))
}
