import type { ClaimState } from '../../db/generated/client.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { selectClaims, type Claim } from './claim.ts'

/** Claims in one state, those first that wait longest. What was never confirmed is nobody's business but of whoever got the mail. */
export async function listClaims(
  transaction: Transaction,
  { state, after, limit }: { state: Exclude<ClaimState, 'sent'>; after: string | null; limit: number },
): Promise<Claim[]> {
  const condition = Prisma.sql`
    claim."state" = ${state}::"claim_state" AND ${after === null ? Prisma.sql`true` : Prisma.sql`claim."id" > ${after}::uuid`}`
  return selectClaims(transaction, condition, Prisma.sql`ORDER BY claim."id" LIMIT ${limit}`)
}
