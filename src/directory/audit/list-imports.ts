import type { Database } from '../../db/client.ts'
import type { Transaction } from '../../db/transaction.ts'

/** What every import by one of these actors that finished was made of, as the digest of its files: the oldest first, each time again. */
export async function listImports(from: Transaction | Database['prisma'], actors: readonly string[]): Promise<string[]> {
  const rows = await from.$queryRaw<{ digest: string }[]>`
    SELECT "after" ->> 'digest' AS "digest" FROM "audit_event"
    WHERE "subject" = 'import' AND "action" = 'import' AND "actor" = ANY(${[...actors]}) AND "after" ->> 'digest' IS NOT NULL
    ORDER BY "at", "id"`
  return rows.map(({ digest }) => digest)
}
