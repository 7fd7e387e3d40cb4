import type { Transaction } from '../../db/transaction.ts'

/** Ends all keys that somebody made, in whichever organisation: what acts in their name must not outlive them. @returns how many there were */
export async function revokeKeys(transaction: Transaction, ownerId: string, now: Date): Promise<number> {
  const { count } = await transaction.apiKey.updateMany({ where: { ownerId, revokedAt: null }, data: { revokedAt: now } })
  return count
}
