import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { emergencyRow } from '../../../src/interchange/formats/emergency-row.ts'
import { guidanceRow } from '../../../src/interchange/formats/guidance-row.ts'
import { listingRow } from '../../../src/interchange/formats/listing-row.ts'
import { checkRows } from '../../../src/interchange/import/check-rows.ts'
import { readFolder } from '../../../src/interchange/import/read-folder.ts'
import { makeFolder, textsFile } from '../import/make-folder.ts'

const readme = readFileSync('seed/README.md', 'utf8')
const [listing = '', emergency = '', guidance = ''] = [...readme.matchAll(/```json\n(.*)\n```/g)].map((match) => match[1] ?? '')
const sections = readme.split(/^(?=## |A channel:)/m)
/** The names in the first column of the table below a heading. */
const tableOf = (heading: string) =>
  [...(sections.find((section) => section.startsWith(heading)) ?? '').matchAll(/^\| (`.+?) \|/gm)].flatMap((row) =>
    [...(row[1] ?? '').matchAll(/`(\w+)`( \*)?/g)].map((name) => ({ name: name[1], required: name[2] !== undefined })),
  )
const requiredIn = (shape: Record<string, { safeParse(value: unknown): { success: boolean } }>) =>
  Object.entries(shape).map(([name, schema]) => ({ name, required: !schema.safeParse(undefined).success }))
const byName = (one: { name?: string | undefined }, other: { name?: string | undefined }) =>
  (one.name ?? '') < (other.name ?? '') ? -1 : 1

describe('seed/README.md', () => {
  test('lists the fields of a listing, and which must be there', () => {
    expect(tableOf('## `listings.jsonl`').toSorted(byName)).toEqual(requiredIn(listingRow.shape).toSorted(byName))
  })

  test('lists the fields of a channel, and which must be there', () => {
    expect(tableOf('A channel:').toSorted(byName)).toEqual(requiredIn(listingRow.shape.channels.element.shape).toSorted(byName))
  })

  test.each([
    ['## `emergency-numbers.jsonl`', emergencyRow.shape],
    ['## `guidance.jsonl`', guidanceRow.shape],
  ])('%s names every field', (heading, shape) => {
    const section = sections.find((text) => text.startsWith(heading)) ?? ''
    expect(Object.keys(shape).filter((name) => !section.includes(`"${name}"`) && !section.includes(`\`${name}\``))).toEqual([])
  })

  test('has examples that are imported as they stand', async () => {
    const text = { title: 'Title', body: 'Body', steps: [] }
    const en = textsFile('en', { guidance: { 'blocked_someone.child': { standard: text } } })
    const folder = await makeFolder({ listings: [listing], emergencyNumbers: [emergency], guidance: [guidance], texts: { en } })
    const rows = checkRows(await readFolder(folder), folder, 2026)
    expect(rows.faults).toEqual([])
    expect([rows.listings.length, rows.guidance.length]).toEqual([2, 1])
  })
})
