import type { z } from 'zod'
import { guidanceText } from '../../help/guidance-content.ts'
import type { LabelSetContent } from '../../help/label-set.ts'
import { emergencyFromRow } from '../formats/emergency-from-row.ts'
import { emergencyRow } from '../formats/emergency-row.ts'
import { type GuidanceEntry, guidanceFromRow } from '../formats/guidance-from-row.ts'
import { type GuidanceRow, guidanceRow } from '../formats/guidance-row.ts'
import { labelsFromTexts } from '../formats/labels-from-texts.ts'
import { type ListingEntry, listingFromRow } from '../formats/listing-from-row.ts'
import { listingRow } from '../formats/listing-row.ts'
import { type LocaleTexts, localeTexts } from '../formats/locale-texts.ts'
import { plainWords } from '../formats/plain-words.ts'
import { jsonPointer, type RowFault } from '../formats/row-fault.ts'
import { settleGuidanceWording } from '../formats/settle-guidance-wording.ts'
import type { ImportFault } from './import-fault.ts'
import { ImportStopped } from './import-stopped.ts'
import { locate } from './json-places.ts'
import type { ImportFolder } from './read-folder.ts'
import { readDocument, readLines, type Row } from './read-rows.ts'

/** An entry that fits, and where it was read. */
export type Checked<T> = { file: string; line: number; entry: T }

export type CheckedRows = {
  /** Listings, emergency services after all others; in the order of their lines. */
  listings: Checked<ListingEntry>[]
  guidance: Checked<GuidanceEntry>[]
  labelSets: Checked<LabelSetContent>[]
  /** What does not fit, in the order in which it was found. */
  faults: ImportFault[]
  /** How many rows each file that is there has, in the order of the report. All files of texts count as one. */
  read: Map<string, number>
}

/** The name under which the files of texts are counted. */
export const allTexts = 'texts/*.json'

/**
 * Checks every row of an import and names every fault. A row whose facts do not fit is refused, or taken without the part that
 * does not; see `RowFault`.
 * @param year of the import, for opening hours with dates but no year
 * @throws ImportStopped when lines are not rows at all, or two rows are the same thing: then nobody knows what was meant
 */
export function checkRows(folder: ImportFolder, folderName: string, year: number): CheckedRows {
  const listingRows = readLines(folder.listings, listingRow)
  const emergencyRows = readLines(folder.emergencyNumbers, emergencyRow)
  const guidanceRows = readLines(folder.guidance, guidanceRow)
  const textFiles = folder.texts.map((file) => ({ file, ...readDocument(file, localeTexts) }))
  const textRows = textFiles.flatMap((file) => file.rows)
  const stopping = [
    ...[listingRows, emergencyRows, guidanceRows, ...textFiles].flatMap((read) => read.faults),
    ...repeatedSlugs([
      ...listingRows.rows.map((row) => ({ ...row, slug: row.row.slug, field: '/slug' })),
      ...emergencyRows.rows.map((row) => ({ ...row, slug: `${row.row.country.toLowerCase()}-emergency`, field: '/country' })),
    ]),
    ...repeatedSlugs(guidanceRows.rows.map((row) => ({ ...row, slug: row.row.slug, field: '/slug' }))),
    ...misnamedTexts(textRows),
    ...missingEnglish(folder, textRows),
  ]
  if (stopping.length > 0) throw new ImportStopped(folderName, stopping)

  const faults: ImportFault[] = []
  const locators = new Map(folder.texts.map((file) => [file.name, locate(file.text)]))
  const note = (row: Row<unknown>, found: readonly RowFault[]) => {
    for (const fault of found) faults.push({ file: row.file, line: locators.get(row.file)?.(fault.field) ?? row.line, ...fault })
  }
  const take = <T, E>(row: Row<T>, read: { entry: E | null; faults: RowFault[] }): Checked<E>[] => {
    note(row, read.faults)
    return read.entry === null ? [] : [{ file: row.file, line: row.line, entry: read.entry }]
  }

  const english = textRows.find((row) => row.row.locale === 'en')?.row.labels ?? {}
  const labelSets = textRows.flatMap((row) => {
    const read = labelsFromTexts(row.row, english)
    return take(row, { entry: read.labelSet, faults: read.faults })
  })
  const texts = textsOfGuidance(textRows, new Set(guidanceRows.rows.map((row) => row.row.slug)), note)
  const safeGuidance = ({ row }: Row<GuidanceRow>): { entry: GuidanceEntry | null; faults: RowFault[] } => {
    const read = guidanceFromRow(row, texts.get(row.slug) ?? [])
    if (read.entry === null) return read
    const { content, faults: ofTexts } = settleGuidanceWording(read.entry.content)
    for (const { locale, path, ...fault } of ofTexts) {
      const file = textRows.find((candidate) => candidate.row.locale === locale)
      if (file !== undefined) note(file, [{ field: jsonPointer(['guidance', row.slug, ...path]), ...fault }])
    }
    if (content !== null) return { entry: { slug: row.slug, content }, faults: read.faults }
    return { entry: null, faults: [{ field: '/slug', reason: 'is left with a text in no language', effect: 'row_refused' }] }
  }
  return {
    listings: [
      ...listingRows.rows.flatMap((row) => take(row, listingFromRow(row.row, year))),
      ...emergencyRows.rows.flatMap((row) =>
        take(
          row,
          emergencyFromRow(
            row.row,
            labelSets.map((labelSet) => labelSet.entry),
          ),
        ),
      ),
    ],
    guidance: guidanceRows.rows.flatMap((row) => take(row, safeGuidance(row))),
    labelSets,
    faults,
    read: new Map([
      ...(folder.listings === null ? [] : [[folder.listings.name, listingRows.rows.length] as const]),
      ...(folder.emergencyNumbers === null ? [] : [[folder.emergencyNumbers.name, emergencyRows.rows.length] as const]),
      ...(folder.guidance === null ? [] : [[folder.guidance.name, guidanceRows.rows.length] as const]),
      ...(folder.texts.length === 0 ? [] : [[allTexts, textRows.length] as const]),
    ]),
  }
}

/** The texts of every guidance that fit, by its slug; a text that does not is left out in its language. */
function textsOfGuidance(
  rows: readonly Row<LocaleTexts>[],
  slugs: ReadonlySet<string>,
  note: (row: Row<LocaleTexts>, faults: RowFault[]) => void,
) {
  const texts = new Map<string, z.infer<typeof guidanceText>[]>()
  for (const row of rows) {
    const { locale, origin, reviewed, guidance } = row.row
    for (const [slug, text] of Object.entries(guidance)) {
      const leaveOut = (path: PropertyKey[], reason: string) =>
        note(row, [{ field: jsonPointer(['guidance', slug, ...path]), reason, effect: 'part_left_out' }])
      const checked = guidanceText.safeParse({ locale, origin, reviewed, ...text }, { error: plainWords })
      if (!slugs.has(slug)) leaveOut([], 'belongs to no guidance')
      else if (checked.success) texts.set(slug, [...(texts.get(slug) ?? []), checked.data])
      else for (const issue of checked.error.issues) leaveOut(issue.path, issue.message)
    }
  }
  return texts
}

function repeatedSlugs(rows: readonly { file: string; line: number; slug: string; field: string }[]): ImportFault[] {
  const first = new Map<string, string>()
  return rows.flatMap(({ file, line, slug, field }) => {
    const place = first.get(slug)
    if (place !== undefined)
      return [{ file, line, field, reason: `${slug} stands in ${place} already`, effect: 'stopped' as const }]
    first.set(slug, `${file}:${line}`)
    return []
  })
}

function misnamedTexts(rows: readonly Row<LocaleTexts>[]): ImportFault[] {
  return rows.flatMap(({ file, row }) =>
    file === `texts/${row.locale}.json`
      ? []
      : [
          {
            file,
            line: 1,
            field: '/locale',
            reason: `says ${row.locale}, which is not the name of the file`,
            effect: 'stopped' as const,
          },
        ],
  )
}

/** Labels are compared with the English ones, and emergency numbers take their words from labels. */
function missingEnglish(folder: ImportFolder, rows: readonly Row<LocaleTexts>[]): ImportFault[] {
  if (folder.texts.some((file) => file.name === 'texts/en.json')) return []
  const reason = folder.emergencyNumbers !== null ? 'emergency-numbers.jsonl takes its words from it' : 'other labels are compared with it'
  const isNeeded = folder.emergencyNumbers !== null || rows.some(({ row }) => Object.keys(row.labels).length > 0)
  return isNeeded
    ? [{ file: 'texts/en.json', line: null, field: '', reason: `is missing, and ${reason}`, effect: 'stopped' as const }]
    : []
}
