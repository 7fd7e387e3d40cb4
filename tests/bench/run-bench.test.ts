import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneSeededDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { drawNumbers } from './fill/draw-numbers.ts'
import { forkChild } from './processes/fork-child.ts'
import type { Child } from './processes/fork-child.ts'
import { readSample } from './questions/read-sample.ts'
import { boundIds, readOptions } from './read-options.ts'
import { allRows } from './rows/all-rows.ts'
import { measureRow } from './rows/measure-row.ts'
import { runBench } from './run-bench.ts'
import type { DirectoryReport } from './run-bench.ts'
import { startContestants } from './start-contestants.ts'
import { writeReport } from './write-report.ts'

const effort = { rounds: 1, seconds: 0.05, connections: 4, onceEach: 2, questions: 6 }

let database: TestDatabase
let generator: Child

beforeAll(async () => {
  database = await cloneSeededDatabase()
  generator = await forkChild('generate-load.ts')
})
afterAll(async () => {
  await generator.stop()
  await database.drop()
})

describe('a short measurement', () => {
  const report: DirectoryReport = { listings: 0, rows: [], bounds: [] }
  beforeAll(async () => {
    const options = { ...readOptions(['--quick']), effort, times: { load: 1, visible: 1, start: 0, swapSeconds: 0.3 } }
    const measured = await runBench({ databaseUrl: database.url, generator, options, smaller: null, report, progress: () => undefined })
    await measured.stop()
  })

  test('compares every row with every other server', () => {
    expect(report.rows.map(({ row }) => row.id)).toEqual(allRows.map(({ id }) => id))
    for (const { ratios, cpuRatios } of report.rows) {
      expect(Object.keys(ratios).toSorted()).toEqual(['bareFastify', 'bareHttp', 'naive'])
      for (const { median } of [...Object.values(ratios), ...Object.values(cpuRatios)]) expect(median).toBeGreaterThan(0)
    }
  })

  test('gives a figure for every bound', () => {
    expect(new Set(report.bounds.map(({ id }) => id))).toEqual(new Set(['memory', 'swap', 'visible', 'load']))
    for (const { title, figure } of report.bounds) expect(figure, title).toBeGreaterThanOrEqual(0)
  })

  test('is written as a table with all of it', () => {
    const text = writeReport({ reports: [report], others: [], seconds: 1 })
    for (const { title } of [...allRows, ...report.bounds]) expect(text).toContain(`| ${title} `)
    expect(text).toContain(process.version)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('what would make a comparison false', () => {
  const [row] = allRows
  let parts: Awaited<ReturnType<typeof startContestants>>
  const measure = async (changed: Partial<Parameters<typeof measureRow>[0]>) => {
    if (row === undefined) throw new Error('there are no rows')
    const client = await connectOnce(database.url)
    try {
      const sample = await readSample(client)
      return await measureRow({ row, contestants: parts.contestants, generator, sample, database: client, draw: drawNumbers(1), effort, ...changed })
    } finally {
      await client.end()
    }
  }
  beforeAll(async () => {
    parts = await startContestants(database.url)
  })
  afterAll(() => parts.stop())

  test('stops the measurement when a server sends other bytes than the directory', async () => {
    const contestants = parts.contestants.flatMap((contestant) =>
      contestant.name === 'directory' ? [contestant] : contestant.name === 'naive' ? [{ ...contestant, name: 'bareHttp' as const }] : [],
    )
    await expect(measure({ contestants })).rejects.toThrow('bareHttp does not send the same bytes')
  })

  test('stops the measurement when a question is answered with a problem', async () => {
    if (row === undefined) throw new Error('there are no rows')
    await expect(measure({ row: { ...row, questions: () => ['/v1/help?country=FIN'] } })).rejects.toThrow('is answered with 400')
  })
})

describe('what stands behind the command', () => {
  test('is refused when it names no row, with all the names', () => {
    expect(() => readOptions(['--only', 'help,speed'])).toThrow(/help-304.*not speed/s)
    expect(() => readOptions(['--size', 'huge'])).toThrow('seed, large or both')
  })

  test('measures everything at both sizes by itself', () => {
    const { only, sizes, listings } = readOptions([])
    expect([...only]).toEqual([...allRows.map(({ id }) => id), ...boundIds])
    expect(sizes).toEqual(['seed', 'large'])
    expect(listings).toBe(100_000)
  })
})
