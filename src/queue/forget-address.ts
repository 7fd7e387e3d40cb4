import { Prisma } from '../db/generated/client.ts'
import type { Transaction } from '../db/transaction.ts'
import { queueSchema } from './queue-names.ts'

/**
 * Takes every job out of the queue that is about an address: mails that wait, mails that were sent in the last hour or given up, and
 * what somebody asked for with it.
 *
 * @param address in small letters
 */
export async function forgetAddressInQueue(transaction: Transaction, address: string): Promise<number> {
  const [place] = await transaction.$queryRaw<{ exists: boolean }[]>`SELECT to_regclass(${`${queueSchema}.job`}) IS NOT NULL AS "exists"`
  // Before the queue was made, nobody could ask for anything.
  if (place?.exists !== true) return 0
  return transaction.$executeRaw`
    DELETE FROM ${Prisma.raw(`${queueSchema}.job`)} WHERE lower("data" ->> 'to') = ${address} OR lower("data" ->> 'email') = ${address}`
}
