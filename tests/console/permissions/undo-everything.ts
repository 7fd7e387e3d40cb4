import type { Database } from '../../../src/db/client.ts'
import type { Prisma } from '../../../src/db/generated/client.ts'

class Undone extends Error {}

/**
 * From here on each transaction of this database is taken back when its work is done, after everything was checked that is checked
 * when it is committed: so that thousands of requests find things as they were. What is written outside a transaction stays.
 */
export function undoEverything(database: Database): void {
  const { prisma } = database
  const transact = async (work: (transaction: Prisma.TransactionClient) => Promise<unknown>, options: object): Promise<unknown> => {
    let result: unknown
    try {
      await prisma.$transaction(async (transaction) => {
        result = await work(transaction)
        await transaction.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`
        throw new Undone()
      }, options)
    } catch (error) {
      if (!(error instanceof Undone)) throw error
    }
    return result
  }
  database.prisma = new Proxy(prisma, { get: (target, name) => (name === '$transaction' ? transact : (Reflect.get(target, name) as unknown)) })
}
