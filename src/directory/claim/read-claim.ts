import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { isUuid } from '../../lib/is-uuid.ts'
import { digestOf } from '../../lib/secret.ts'
import { selectClaims, type Claim } from './claim.ts'

/** One claim; null when there is none. Locked until the transaction ends. */
export async function readClaim(transaction: Transaction, by: { id: string } | { token: string }): Promise<Claim | null> {
  if ('id' in by && !isUuid(by.id)) return null
  const condition = 'id' in by ? Prisma.sql`claim."id" = ${by.id}::uuid` : Prisma.sql`claim."token_digest" = ${digestOf(by.token)}`
  const [claim] = await selectClaims(transaction, condition, Prisma.sql`FOR UPDATE OF claim`)
  return claim ?? null
}
