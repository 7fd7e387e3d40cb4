import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Living, Revision } from './living.ts'

/** All revisions without their content, the last first. */
export async function readHistory(transaction: Transaction, { noun, id }: Pick<Living, 'noun' | 'id'>): Promise<Omit<Revision, 'content'>[]> {
  return transaction.$queryRaw<Omit<Revision, 'content'>[]>`
    SELECT "id"::text, "number", "author", "note", "created_at" AS "createdAt"
    FROM ${Prisma.raw(`"${noun}_revision"`)} WHERE ${Prisma.raw(`"${noun}_id"`)} = ${id}::uuid ORDER BY "number" DESC`
}
