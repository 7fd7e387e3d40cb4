import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/db/client.ts'
import { takeDirectoryVersion } from '../../src/db/take-directory-version.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'

let clone: TestDatabase
let database: Database
beforeAll(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
})
afterAll(async () => {
  await database.close()
  await clone.drop()
})

const at = new Date('2026-11-20T10:00:00Z')
const change = (subjectId: string) => ({ subject: 'label_set' as const, subjectId, action: 'published' as const })
const readHead = async () => (await database.prisma.directoryHead.findUniqueOrThrow({ where: { id: 1 } })).version

describe('a directory version', () => {
  it('is the next number, with its changes', async () => {
    const before = await readHead()
    const version = await inTransaction(database, (transaction) => takeDirectoryVersion(transaction, [change('fi'), change('sv')], at))
    expect(version).toBe(before + 1n)
    expect(await readHead()).toBe(version)
    const changes = await database.prisma.directoryChange.findMany({ where: { version }, orderBy: { subjectId: 'asc' } })
    expect(changes).toEqual([
      { version, subject: 'label_set', subjectId: 'fi', action: 'published', at },
      { version, subject: 'label_set', subjectId: 'sv', action: 'published', at },
    ])
  })

  it('is given back when the transaction fails, and leaves no trace', async () => {
    const before = await readHead()
    const failing = inTransaction(database, async (transaction) => {
      await takeDirectoryVersion(transaction, [change('de')], at)
      throw new Error('half-way')
    })
    await expect(failing).rejects.toThrow('half-way')
    expect(await readHead()).toBe(before)
    expect(await database.prisma.directoryChange.count({ where: { subjectId: 'de' } })).toBe(0)
  })

  it('is not taken for nothing', async () => {
    const before = await readHead()
    await expect(inTransaction(database, (transaction) => takeDirectoryVersion(transaction, [], at))).rejects.toThrow('without a change')
    expect(await readHead()).toBe(before)
  })

  it('is gap-free and in the order of commits when transactions overlap', async () => {
    const before = await readHead()
    const take = (name: string, afterwards: Promise<void>, taken: () => void) =>
      inTransaction(database, async (transaction) => {
        const mine = await takeDirectoryVersion(transaction, [change(name)], at)
        taken()
        await afterwards
        return mine
      })
    const first = Promise.withResolvers<void>()
    const firstHasVersion = Promise.withResolvers<void>()
    const slow = take('slow', first.promise, firstHasVersion.resolve)
    await firstHasVersion.promise

    let secondHasVersion = false
    const quick = take('quick', Promise.resolve(), () => {
      secondHasVersion = true
    })
    await waitForBlockedSession()
    expect(secondHasVersion).toBe(false)
    first.resolve()
    // The second had to wait for the commit of the first, so the numbers are in the order of commits.
    expect(await Promise.all([slow, quick])).toEqual([before + 1n, before + 2n])
    expect(await readHead()).toBe(before + 2n)
  })

  it('has no gap when one of many that overlap fails', async () => {
    const before = await readHead()
    const names = Array.from({ length: 12 }, (_, index) => `many-${index}`)
    const results = await Promise.allSettled(
      names.map((name, index) =>
        inTransaction(database, async (transaction) => {
          const version = await takeDirectoryVersion(transaction, [change(name)], at)
          if (index % 3 === 0) throw new Error('gives up')
          return version
        }),
      ),
    )
    const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(new Set(taken)).toEqual(new Set(Array.from({ length: 8 }, (_, index) => before + BigInt(index + 1))))
  })
})

/** Until the database itself says that a session of this test waits for the lock of another. */
async function waitForBlockedSession(): Promise<void> {
  for (;;) {
    const [row] = await database.prisma.$queryRaw<{ blocked: bigint }[]>`
      SELECT count(*) AS blocked FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`
    if ((row?.blocked ?? 0n) > 0n) return
  }
}
