import type { Transaction } from '../../db/transaction.ts'

/** Lets whoever runs a listing from now on hear of its checks and open problems, although those who ran it before were told. */
export async function forgetWhatWasTold(transaction: Transaction, listingId: string): Promise<void> {
  await transaction.reminder.deleteMany({ where: { listingId } })
  await transaction.problem.updateMany({ where: { listingId, state: 'open' }, data: { toldAt: null } })
}
