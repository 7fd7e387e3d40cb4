/** The process behind `npm run bench`: measures the directory beside servers that do less, and prints one table. */
import { loadSeed } from '../../src/app/load-seed.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import type { Bound } from './bounds/bound.ts'
import { measureChoice } from './bounds/measure-choice.ts'
import { measureStart } from './bounds/measure-start.ts'
import { fillDirectory } from './fill/fill-directory.ts'
import { forkChild } from './processes/fork-child.ts'
import { readOptions } from './read-options.ts'
import { runBench } from './run-bench.ts'
import type { DirectoryReport } from './run-bench.ts'
import type { Contestant } from './rows/contestant.ts'
import { writeReport } from './write-report.ts'

const localesOfAListing = 5

const closers: (() => Promise<unknown>)[] = []

/** A database of its own with the seed and, for the large one, with listings made after it. */
async function makeDirectory(listings: number | null): Promise<string> {
  const folder = await makeDataFolder()
  closers.push(folder.remove)
  const { url } = await startEmbeddedPostgres({ dataDir: folder.path })
  await migrate(url)
  await loadSeed(url, new Date())
  if (listings !== null) await fillDirectory(url, { listings, locales: localesOfAListing })
  return url
}

const reports: DirectoryReport[] = []
const others: Bound[] = []
const begin = performance.now()
const progress = (what: string) => console.error(`${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${what}`)

try {
  const options = readOptions(process.argv.slice(2))
  const generator = await forkChild('generate-load.ts')
  closers.push(generator.stop)
  let smaller: Contestant | null = null
  for (const size of options.sizes) {
    progress(size === 'seed' ? 'making a directory of the seed' : `making a directory of ${options.listings} listings`)
    const databaseUrl = await makeDirectory(size === 'seed' ? null : options.listings)
    const report: DirectoryReport = { listings: 0, rows: [], bounds: [] }
    reports.push(report)
    const { directory, stop } = await runBench({ databaseUrl, generator, options, smaller, report, progress })
    closers.push(stop)
    smaller = directory
  }
  if (options.only.has('choose')) {
    progress('choosing without a server')
    others.push(...(await measureChoice()))
  }
  if (options.only.has('start')) {
    progress('starting anew')
    others.push(...(await measureStart(options.times.start)))
  }
} catch (error) {
  console.error(`\nThe measurement failed: ${error instanceof Error ? error.message : String(error)}`)
  if (error instanceof Error && error.stack !== undefined) console.error(error.stack.split('\n').slice(1).join('\n'))
  process.exitCode = 1
} finally {
  if (reports.length > 0) console.log(writeReport({ reports, others, seconds: (performance.now() - begin) / 1000 }))
  for (const close of closers.toReversed()) await close()
}
