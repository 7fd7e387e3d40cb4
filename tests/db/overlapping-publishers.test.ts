import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import type { PublishedDirectory } from '../../src/help/directory.ts'
import { applyChanges } from '../support/apply-changes.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { steps } from '../support/directory-steps.ts'
import type { Step } from '../support/directory-steps.ts'
import { fc } from '../support/fast-check.ts'

/** Publishers, each with a connection of its own, and how many transactions each of them makes. */
const [publishers, transactions] = [6, 20]

/** Advisory locks of this test: places at which a transaction is held up. */
const gates = [7_201_941, 7_201_942, 7_201_943]

type Plan = { names: (keyof typeof steps)[]; pick: number; other: number; rolledBack: boolean; gateBefore: number; gateAfter: number }

const plan: fc.Arbitrary<Plan> = fc.record({
  names: fc.array(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), { minLength: 1, maxLength: 2 }),
  pick: fc.nat(1000),
  other: fc.nat(100_000),
  rolledBack: fc.nat(4).map((number) => number === 0),
  gateBefore: fc.nat(gates.length - 1),
  gateAfter: fc.nat(gates.length - 1),
})

let database: TestDatabase
let published: Published
const clients: pg.Client[] = []
const connect = async () => {
  const client = await connectOnce(database.url)
  clients.push(client)
  return client
}

beforeAll(async () => {
  database = await cloneDatabase()
  published = openPublished(database.url)
})
afterAll(async () => {
  await published.close()
  await Promise.all(clients.map((client) => client.end()))
  await database.drop()
})

/** Waits while the gatekeeper keeps the gate shut. */
async function pass(client: pg.Client, gate: number): Promise<void> {
  await client.query('SELECT pg_advisory_lock_shared($1)', [gates[gate]])
  await client.query('SELECT pg_advisory_unlock_shared($1)', [gates[gate]])
}

/** Two steps that lock the same rows in different orders end like this; whoever made them would do it again. */
const isDeadlock = (error: unknown) => error instanceof pg.DatabaseError && error.code === '40P01'

async function publish(client: pg.Client, plans: readonly Plan[]): Promise<{ committed: number; rolledBack: number; deadlocks: number }> {
  const count = { committed: 0, rolledBack: 0, deadlocks: 0 }
  for (const { names, pick, other, rolledBack, gateBefore, gateAfter } of plans) {
    try {
      await client.query('BEGIN')
      await pass(client, gateBefore)
      for (const name of names) {
        const step: Step = steps[name]
        await step(client, { pick, other })
      }
      // Often with the version taken: everybody else who wants one waits behind this gate.
      await pass(client, gateAfter)
      await client.query(rolledBack ? 'ROLLBACK' : 'COMMIT')
      count[rolledBack ? 'rolledBack' : 'committed'] += 1
    } catch (error) {
      await client.query('ROLLBACK')
      if (!isDeadlock(error)) throw error
      count.deadlocks += 1
    }
  }
  return count
}

/** Shuts one gate after the other, each until somebody stands before it or it was looked at a few times. */
async function keepGates(client: pg.Client, random: () => number, over: AbortSignal): Promise<number> {
  let held = 0
  while (!over.aborted) {
    const gate = gates[random() % gates.length]
    const { rows } = await client.query<{ shut: boolean }>('SELECT pg_try_advisory_lock($1) AS shut', [gate])
    if (rows[0]?.shut !== true) continue
    for (let looks = 0; looks < 8; looks += 1) {
      const waiting = await client.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
      if ((waiting.rowCount ?? 0) <= random() % publishers) continue
      held += 1
      break
    }
    await client.query('SELECT pg_advisory_unlock($1)', [gate])
  }
  return held
}

it('Versions that overlap come without a gap, in the order of commits, and a reader of changes always has exactly one of them', async () => {
  const plans = fc.sample(plan, { seed: 20261122, numRuns: publishers * transactions })
  const seeds = fc.sample(fc.nat(), { seed: 1, numRuns: 5000 })
  let drawn = 0
  const random = () => seeds[drawn++ % seeds.length] ?? 0

  const announced: number[] = []
  const listener = await connect()
  listener.on('notification', ({ payload }) => announced.push(Number(payload)))
  await listener.query('LISTEN directory_version')
  const writers = await Promise.all(Array.from({ length: publishers }, connect))
  for (const name of ['addOrganisation', 'addOrganisation', 'publishListing', 'publishListing', 'publishListing', 'publishGuidance'] as const) {
    await listener.query('BEGIN')
    await steps[name](listener, { pick: drawn, other: random() })
    await listener.query('COMMIT')
  }
  const start = await published.readDirectory()
  announced.length = 0

  const publishing = new AbortController()
  const over = publishing.signal
  const counted = Promise.all(
    writers.map((writer, index) => publish(writer, plans.slice(index * transactions, (index + 1) * transactions))),
  ).finally(() => {
    publishing.abort()
  })
  const gatekeeping = keepGates(await connect(), random, over)

  // By changes alone; and beside it whole readings, which must be the same wherever both have read the same version.
  const byChanges = new Map<number, PublishedDirectory>()
  const whole = new Map<number, PublishedDirectory>()
  async function follow(): Promise<PublishedDirectory> {
    let last = start
    for (;;) {
      const wasOver = over.aborted
      const changes = await published.readChanges(last)
      if (changes === null) throw new Error('The database does not continue from what was read of it.')
      expect(changes.version).toBeGreaterThanOrEqual(last.version)
      if (changes.version === last.version) expect(changes).toMatchObject({ listings: [], withdrawnListings: [], guidance: [], labelSets: [] })
      last = applyChanges(last, changes)
      byChanges.set(last.version, last)
      if (wasOver) return last
    }
  }
  async function readWhole(): Promise<void> {
    while (!over.aborted) {
      const directory = await published.readDirectory()
      whole.set(directory.version, directory)
    }
  }
  const [followed, counts, held] = await Promise.all([follow(), counted, gatekeeping, readWhole()])

  const end = await published.readDirectory()
  expect(followed).toEqual(end)
  for (const [version, directory] of whole) {
    const same = byChanges.get(version)
    if (same !== undefined) expect(same).toEqual(directory)
  }
  // Each version that anybody saw whole grows into the last one by the changes since.
  for (const directory of whole.values()) {
    const changes = await published.readChanges(directory)
    expect(changes === null ? null : applyChanges(directory, changes)).toEqual(end)
  }

  const { rows } = await listener.query<{ version: string }>('SELECT DISTINCT version FROM published_change WHERE version > $1 ORDER BY version', [
    start.version,
  ])
  const expected = Array.from({ length: end.version - start.version }, (_, index) => start.version + index + 1)
  expect(rows.map(({ version }) => Number(version))).toEqual(expected)
  expect(announced).toEqual(expected)

  const sum = (key: 'committed' | 'rolledBack' | 'deadlocks') => counts.reduce((total, count) => total + count[key], 0)
  expect(sum('committed') + sum('rolledBack') + sum('deadlocks')).toBe(publishers * transactions)
  // Otherwise this would show nothing.
  expect(held).toBeGreaterThan(3)
  expect(sum('rolledBack')).toBeGreaterThan(10)
  expect(sum('committed')).toBeGreaterThan(publishers * transactions * 0.5)
  expect([...byChanges.keys()].length).toBeGreaterThan(10)
  expect(whole.size).toBeGreaterThan(3)
}, 60_000)
