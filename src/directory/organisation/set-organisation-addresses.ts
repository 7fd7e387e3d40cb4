import type { Transaction } from '../../db/transaction.ts'

/**
 * Gives organisations another web address. The public sees it with every listing of theirs: the caller takes a directory version
 * for those (`findListingsShown`), or the database refuses the change.
 */
export async function setOrganisationAddresses(
  transaction: Transaction,
  addresses: readonly { id: string; url: string }[],
  at: Date,
): Promise<void> {
  for (const { id, url } of addresses) await transaction.organisation.update({ where: { id }, data: { url, updatedAt: at } })
}
