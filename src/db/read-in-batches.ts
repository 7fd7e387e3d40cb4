import { Prisma } from './generated/client.ts'
import type { Transaction } from './transaction.ts'

let opened = 0

/** Reads the rows of a query a batch at a time: no batch is so large that making it into objects holds others up. */
export async function* readInBatches<Row>(transaction: Transaction, query: Prisma.Sql, size: number): AsyncGenerator<Row[]> {
  opened += 1
  const cursor = Prisma.raw(`"batches_${opened}"`)
  await transaction.$executeRaw`DECLARE ${cursor} NO SCROLL CURSOR FOR ${query}`
  for (;;) {
    const rows = await transaction.$queryRaw<Row[]>`FETCH ${Prisma.raw(String(size))} FROM ${cursor}`
    if (rows.length > 0) yield rows
    if (rows.length < size) break
  }
  await transaction.$executeRaw`CLOSE ${cursor}`
}
