import path from 'node:path'
import { connectOnce } from '../../src/db/connect-once.ts'
import type { Bound } from './bounds/bound.ts'
import { measureLoad } from './bounds/measure-load.ts'
import { measureMemory } from './bounds/measure-memory.ts'
import { measureSwap } from './bounds/measure-swap.ts'
import { measureVisible } from './bounds/measure-visible.ts'
import { drawNumbers } from './fill/draw-numbers.ts'
import type { Child } from './processes/fork-child.ts'
import { drawHelpQuestions } from './questions/draw-help-questions.ts'
import { readSample } from './questions/read-sample.ts'
import type { Options } from './read-options.ts'
import { allRows } from './rows/all-rows.ts'
import type { Contestant } from './rows/contestant.ts'
import { measureRow } from './rows/measure-row.ts'
import type { RowResult } from './rows/measure-row.ts'
import { toRequests } from './rows/row.ts'
import { settle } from './settle.ts'
import { startContestants } from './start-contestants.ts'
import { writeProfile } from './write-profile.ts'

/** What was measured with one directory. */
export type DirectoryReport = { listings: number; rows: RowResult[]; bounds: Bound[] }

type Bench = {
  /** Of a migrated database with published listings. It is changed. */
  databaseUrl: string
  generator: Child
  options: Options
  /** A directory server with fewer listings, to compare with. */
  smaller: Contestant | null
  /** Takes what was measured, one after the other: what is there when something fails is not lost. */
  report: DirectoryReport
  progress: (what: string) => void
}

/**
 * Measures everything that is asked of one directory, and keeps its servers running for a comparison with another.
 *
 * @throws Error when a request fails, or an answer is not the promised one.
 */
export async function runBench({
  databaseUrl,
  generator,
  options,
  smaller,
  report,
  progress,
}: Bench): Promise<{ directory: Contestant; stop: () => Promise<void> }> {
  const { only, effort, times } = options
  const database = await connectOnce(databaseUrl)
  const { contestants, stop } = await startContestants(databaseUrl)
  try {
    const directory = contestants.find(({ name }) => name === 'directory')
    if (directory === undefined) throw new Error('The directory was not started.')
    const sample = await readSample(database)
    const { rows: counted } = await database.query<{ count: string }>(`SELECT count(*) FROM listing WHERE state = 'published'`)
    const listings = Number(counted[0]?.count)
    report.listings = listings
    const settled = await settle(directory.child)
    if (only.has('load')) {
      report.bounds.push({ id: 'load', title: 'busy in the background after the start', listings, figure: settled, unit: 'ms', aim: null })
    }
    const bench = { generator, sample, database, effort, draw: drawNumbers(listings) }
    for (const row of allRows.filter(({ id, growsWithDirectory }) => only.has(id) && (smaller === null || growsWithDirectory))) {
      progress(`${listings} listings: ${row.title}`)
      await settle(directory.child)
      const measure = () => measureRow({ ...bench, row, contestants })
      const file = options.profile === null ? null : path.join(options.profile, `${row.id}-${listings}.cpuprofile`)
      report.rows.push(file === null ? await measure() : await writeProfile(directory.child, file, measure))
    }
    const [cached] = allRows.filter(({ id }) => id === 'help')
    if (smaller !== null && only.has('versus') && cached !== undefined) {
      progress(`${listings} listings: beside the smaller directory`)
      await settle(directory.child)
      const row = { ...cached, id: 'versus', title: 'help, many questions, beside the seed alone', aim: null }
      report.rows.push(await measureRow({ ...bench, row, contestants: [directory, { ...smaller, name: 'smallDirectory' }] }))
    }
    if (only.has('memory')) report.bounds.push(...(await measureMemory(directory.child, listings)))
    if (only.has('swap')) {
      progress(`${listings} listings: publishing under load`)
      await settle(directory.child)
      const requests = toRequests({ headers: {} }, drawHelpQuestions(sample, effort.questions, bench.draw, new Set()))
      const { connections } = effort
      report.bounds.push(...(await measureSwap({ contestant: directory, generator, database, requests, listings, seconds: times.swapSeconds, connections })))
    }
    if (only.has('visible')) {
      progress(`${listings} listings: until a change is visible`)
      await settle(directory.child)
      report.bounds.push(...(await measureVisible({ address: directory.address, database, listings, times: times.visible, draw: bench.draw })))
    }
    if (only.has('load')) {
      progress(`${listings} listings: loading`)
      report.bounds.push(...(await measureLoad(databaseUrl, times.load)))
    }
    return { directory, stop }
  } catch (error) {
    await stop()
    throw error
  } finally {
    await database.end()
  }
}
