/** The process behind `npm run faults`: breaks everything, one after the other, with large numbers, and prints one table. */
import type { DataFolder } from '../support/data-folder.ts'
import { allScenarios } from './support/all-scenarios.ts'
import type { Row } from './support/row.ts'
import { seededFolder } from './support/seeded-folder.ts'
import { sizes } from './support/sizes.ts'
import { writeTable } from './support/write-table.ts'

const asked = process.argv.slice(2)
const names = asked.length === 0 ? Object.keys(allScenarios) : asked
const unknown = names.filter((name) => allScenarios[name] === undefined)
const begun = performance.now()
const say = (what: string) => process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${what}\n`)

async function runAll(original: DataFolder): Promise<Row[]> {
  const rows: Row[] = []
  for (const name of names) {
    say(name)
    try {
      const row = await allScenarios[name]?.(original, sizes.large)
      if (row !== undefined) rows.push(row)
    } catch (error) {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
      rows.push({ fault: name, answers: null, published: 0, visibleMs: null, notes: ['did not come to its end'], problems: [problem] })
    }
  }
  return rows
}

if (unknown.length > 0) {
  say(`There is no ${unknown.join(', ')}; there are ${Object.keys(allScenarios).join(', ')}.`)
  process.exitCode = 1
} else {
  say('making a directory with the seed')
  const original = await seededFolder()
  try {
    const rows = await runAll(original)
    process.stdout.write(`\n${writeTable(rows)}\n\n${process.platform} ${process.arch}, Node ${process.version}, ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
    if (rows.some(({ problems }) => problems.length > 0)) process.exitCode = 1
  } finally {
    await original.remove()
  }
}
