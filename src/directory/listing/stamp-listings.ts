import type { Transaction } from '../../db/transaction.ts'

/** Notes a directory version on published listings that the public sees differently although no revision of theirs changed. */
export async function stampListings(transaction: Transaction, ids: readonly string[], version: bigint): Promise<void> {
  await transaction.listing.updateMany({ where: { id: { in: [...ids] } }, data: { directoryVersion: version } })
}
