import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../../../src/db/client.ts'
import type { Prisma } from '../../../src/db/generated/client.ts'

class Undone extends Error {}

const tallies = new AsyncLocalStorage<{ committed: number }>()

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
        const [written] = await transaction.$queryRaw<{ is: boolean }[]>`
          SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS "is"`
        const tally = tallies.getStore()
        if (tally !== undefined && written?.is === true) tally.committed += 1
        throw new Undone()
      }, options)
    } catch (error) {
      if (!(error instanceof Undone)) throw error
    }
    return result
  }
  database.prisma = new Proxy(prisma, { get: (target, name) => (name === '$transaction' ? transact : (Reflect.get(target, name) as unknown)) })
}

/** Does something, and counts its transactions that would have been committed with whatever they locked or wrote. */
export async function countCommits<Result>(work: () => Promise<Result>): Promise<{ result: Result; committed: number }> {
  const tally = { committed: 0 }
  // Awaited inside: what is done may begin only when somebody waits for it.
  const result = await tallies.run(tally, async () => await work())
  return { result, committed: tally.committed }
}
