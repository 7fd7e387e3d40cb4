import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleRoutes } from '../../src/console/index.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { actorName } from '../../src/directory/actor.ts'
import type { Command, Subject } from '../../src/directory/command.ts'
import { runCommandIn } from '../../src/directory/run-command.ts'
import { commandCases } from '../support/command-cases.ts'
import type { CommandCase } from '../support/command-case.ts'
import { openEditing } from '../support/editing.ts'
import type { Editing } from '../support/editing.ts'
import { Broken, failingTransaction } from '../support/failing-transaction.ts'
import { aPerson } from '../support/people.ts'
import { wholeDatabase } from '../support/whole-database.ts'

const commands = new Map(
  consoleRoutes.flatMap(({ command }) => (command === null ? [] : [[command.operation, command as unknown as Command<unknown, Subject, unknown>] as const])),
)

let editing: Editing
beforeAll(async () => {
  editing = await openEditing()
})
afterAll(() => editing.close())

class Undone extends Error {}

/** Runs `work` in a transaction that is rolled back, however it ends. */
async function undone<T>(work: (transaction: Parameters<Parameters<typeof inTransaction>[1]>[0]) => Promise<T>): Promise<T | undefined> {
  let result: T | undefined
  try {
    await inTransaction(editing.database, async (transaction) => {
      result = await work(transaction)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return result
}

const auditRows = () => editing.database.prisma.auditEvent.findMany()

describe.each([...commands])('%s', (operation, command) => {
  const prepare = async (): Promise<CommandCase> => {
    const prepared = commandCases[operation]
    if (prepared === undefined) throw new Error(`tests/support/command-cases.ts does not say how ${operation} can succeed.`)
    return prepared(editing)
  }

  it('leaves nothing when it fails at any statement, nor in a transaction that is rolled back; then it leaves one row in the audit', async () => {
    const { principal, input } = await prepare()
    const before = await wholeDatabase(editing.database)
    const given: unknown[] = []
    const parts = {
      ...editing.parts,
      queue: {
        enqueue: (transaction: unknown) => {
          given.push(transaction)
          return Promise.resolve('')
        },
      },
    }

    const statements = await undone(async (transaction) => {
      const counted = failingTransaction(transaction, 0)
      await runCommandIn(counted.transaction, parts, principal, command, input)
      expect(given.every((used) => used === counted.transaction)).toBe(true)
      return counted.asked()
    })
    expect(await wholeDatabase(editing.database)).toBe(before)
    expect(statements).toBeGreaterThan(3)

    for (let at = 1; at <= (statements ?? 0); at += 1) {
      const failing = inTransaction(editing.database, (transaction) => runCommandIn(failingTransaction(transaction, at).transaction, parts, principal, command, input))
      await expect(failing, `statement ${at}`).rejects.toBeInstanceOf(Broken)
    }
    expect(await wholeDatabase(editing.database)).toBe(before)

    const audited = new Set((await auditRows()).map(({ id }) => id))
    await inTransaction(editing.database, (transaction) => runCommandIn(transaction, parts, principal, command, input))
    const added = (await auditRows()).filter(({ id }) => !audited.has(id))
    expect(added).toHaveLength(1)
    expect(added[0]).toMatchObject({ action: operation, at: editing.clock.now })
    expect(added[0]?.actor).toBe(actorName(principal as Parameters<typeof actorName>[0]))
  })

  it('refuses nobody, somebody who was removed, and a process', async () => {
    const { input } = await prepare()
    const removed = await aPerson(editing.database, { platformRole: 'administrator' })
    await editing.database.prisma.editor.update({ where: { id: removed.id }, data: { removedAt: editing.clock.now } })
    const before = await wholeDatabase(editing.database)
    for (const [principal, code] of [
      [null, 'not_signed_in'],
      [removed.principal, 'not_signed_in'],
      [{ type: 'system', name: 'worker' }, 'no_such_thing'],
    ] as const) {
      const running = inTransaction(editing.database, (transaction) => runCommandIn(transaction, editing.parts, principal, command, input))
      await expect(running).rejects.toMatchObject({ code })
    }
    expect(await wholeDatabase(editing.database)).toBe(before)
  })
})
