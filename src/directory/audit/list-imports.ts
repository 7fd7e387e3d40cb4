import type { Database } from '../../db/client.ts'
import type { Transaction } from '../../db/transaction.ts'

export type EarlierImport = {
  /** Of its files. */
  digest: string
  /** Which release brought the files; null where none did, or where that was not written down. */
  release: string | null
}

/** Every import by one of these actors that finished: the oldest first, the same files each time again. */
export async function listImports(from: Transaction | Database['prisma'], actors: readonly string[]): Promise<EarlierImport[]> {
  return from.$queryRaw<EarlierImport[]>`
    SELECT "after" ->> 'digest' AS "digest", "after" ->> 'release' AS "release" FROM "audit_event"
    WHERE "subject" = 'import' AND "action" = 'import' AND "actor" = ANY(${[...actors]}) AND "after" ->> 'digest' IS NOT NULL
    ORDER BY "at", "id"`
}
