import type { Database } from '../../db/client.ts'
import type { Transaction } from '../../db/transaction.ts'

/** SHA-256 of the files of the last import by one of these actors that finished; null before the first. */
export async function findLastImport(from: Transaction | Database['prisma'], actors: readonly string[]): Promise<string | null> {
  const row = await from.auditEvent.findFirst({
    where: { action: 'import', subject: 'import', actor: { in: [...actors] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  const after = row?.after
  return typeof after === 'object' && after !== null && 'digest' in after && typeof after.digest === 'string'
    ? after.digest
    : null
}
