import type { Database } from '../../db/client.ts'
import type { Transaction } from '../../db/transaction.ts'

/**
 * Whether a link that two administrators agreed on is the only way into an account. It has neither password nor second factor then, so it
 * stays closed when the link grows too old or a new one is asked for: until one was used.
 */
export async function waitsForRecovery(from: Transaction | Database['prisma'], editorId: string): Promise<boolean> {
  const last = await from.recovery.findFirst({
    where: { editorId, confirmedAt: { not: null } },
    orderBy: [{ confirmedAt: 'desc' }, { id: 'desc' }],
    select: { usedAt: true },
  })
  return last !== null && last.usedAt === null
}
