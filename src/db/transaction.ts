import type { Database } from './client.ts'
import type { Prisma } from './generated/client.ts'

declare const open: unique symbol

/** An open transaction. What must run inside one takes this type, and so cannot be called without it. */
export type Transaction = Prisma.TransactionClient & { readonly [open]: true }

/**
 * Runs `work` in one transaction: all of it is committed, or none of it when `work` throws.
 *
 * At READ COMMITTED, a statement sees what was committed before the statement: together with the locked row of the directory
 * version, a command that waited for another one then sees its result.
 */
export async function inTransaction<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return database.prisma.$transaction((transaction) => work(transaction as Transaction), {
    isolationLevel: 'ReadCommitted',
    // Milliseconds: to wait for a free connection, and for the whole of the work. An import of the directory is one transaction.
    maxWait: 10_000,
    timeout: 120_000,
  })
}
