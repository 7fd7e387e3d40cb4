import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import type { Database } from '../../src/db/client.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { expectSound } from '../support/expect-sound.ts'
import { fc } from '../support/fast-check.ts'
import { anOrganisation, aPerson } from '../support/people.ts'
import { startProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'

/** How many processes are killed; `KILLS` raises it for a longer search. */
const kills = Number(process.env['KILLS'] ?? 8)

/** A listing's life takes about this many statements; where a process kills itself is drawn from two lives. */
const statements = 400

let test: TestDatabase
let database: Database
beforeAll(async () => {
  test = await cloneDatabase()
  database = openDatabase(test.url)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

type Said = { operation: string; mark: string }

describe('an editor whose server is killed', () => {
  it('finds everything that was answered, and of the rest all or nothing', { timeout: 180_000 }, async () => {
    const organisationId = await anOrganisation(database)
    const author = await aPerson(database, { roles: { [organisationId]: 'editor' } })
    const reviewer = await aPerson(database, { roles: { [organisationId]: 'manager' } })
    const said: Said[] = []
    let round = 0

    const moment = fc.oneof(
      fc.record({ killAt: fc.integer({ min: 1, max: statements }), after: fc.constant(null) }),
      fc.record({ killAt: fc.constant(0), after: fc.record({ lines: fc.integer({ min: 1, max: 40 }), turns: fc.nat(30) }) }),
    )
    await fc.assert(
      fc.asyncProperty(moment, async ({ killAt, after }) => {
        round += 1
        const parameters = [test.url, String(round), organisationId, author.id, reviewer.id, String(killAt)]
        const editor = startProcess('tests/directory/kill/edit-until-killed.ts', parameters, {})
        if (after !== null) {
          await editor.waitFor(new RegExp(`(?:\\{.*\\}\\n){${after.lines}}`))
          for (let turn = 0; turn < after.turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
          editor.child.kill('SIGKILL')
        }
        expect(await editor.ended, editor.output()).toBe('SIGKILL')
        const lines = editor.output().split('\n').filter((line) => line !== '')
        said.push(...lines.map((line) => JSON.parse(line) as Said))
        await waitUntil('the server has noticed', async () => {
          const rows = await database.prisma.$queryRaw<{ count: number }[]>`
            SELECT count(*)::int AS count FROM pg_stat_activity
            WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`
          return rows[0]?.count === 0
        })
        await expectSound(database)
      }),
      { numRuns: kills, endOnFailure: true },
    )

    const rows = await database.prisma.auditEvent.findMany({ select: { action: true, reason: true, after: true } })
    const checks = await database.prisma.verification.findMany({ select: { id: true, evidence: true } })
    const evidenceOf = new Map(checks.map(({ id, evidence }) => [id, evidence]))
    const done = rows.map(({ action, reason, after }) => `${action} ${reason ?? evidenceOf.get((after as { verification: string }).verification)}`)
    const answered = said.map(({ operation, mark }) => `${operation} ${mark}`)
    expect(answered.length).toBeGreaterThan(kills)
    expect(new Set(done).size).toBe(done.length)
    expect(answered.filter((one) => !done.includes(one))).toEqual([])
    // Of what each process was about at its end, the answer may be lost.
    expect(done.length - answered.length).toBeLessThanOrEqual(kills)
    expect(checks).toHaveLength(done.filter((one) => one.startsWith('listing.verify')).length)
  })
})
