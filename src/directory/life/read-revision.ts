import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Living, Revision } from './living.ts'

/** One revision by its number; null when there is none. */
export async function readRevision(transaction: Transaction, { noun, id }: Pick<Living, 'noun' | 'id'>, number: number): Promise<Revision | null> {
  const rows = await transaction.$queryRaw<Revision[]>`
    SELECT "id"::text, "number", "author", "note", "created_at" AS "createdAt", "content"
    FROM ${Prisma.raw(`"${noun}_revision"`)} WHERE ${Prisma.raw(`"${noun}_id"`)} = ${id}::uuid AND "number" = ${number}::bigint`
  return rows[0] ?? null
}
