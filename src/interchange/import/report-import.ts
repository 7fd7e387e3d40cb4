import { allTexts, type CheckedRows } from './check-rows.ts'
import { faultLine, type ImportFault } from './import-fault.ts'
import type { ImportPlan } from './plan-import.ts'

/** How the rows of one file fared: `read` is the sum of all others. */
type FileCounts = {
  file: string
  read: number
  /** Added, revised or released; as drafts those that the file holds back. */
  taken: number
  unchanged: number
  conflicts: number
  refused: number
}

export type ImportReport = {
  /** True when these very files were the last that were imported: nothing was read further. */
  skipped: boolean
  files: FileCounts[]
  /** Of the rows taken, those that wait as drafts. */
  drafts: number
  faults: ImportFault[]
  /** The directory version that holds the import; null when the public sees no difference. */
  directoryVersion: number | null
}

/** Counts what a plan does with the rows of each file. */
export function reportImport(rows: CheckedRows, plan: ImportPlan, directoryVersion: number | null): ImportReport {
  const { listings, guidance, labelSets } = plan
  const countedAs = (file: string) => (file.startsWith('texts/') ? allTexts : file)
  const takenListings = [...listings.add, ...listings.revise, ...listings.release]
  const taken = [...takenListings, ...guidance.add, ...guidance.revise, ...guidance.release, ...labelSets.save]
  const unchanged = [...listings.unchanged, ...guidance.unchanged, ...labelSets.unchanged]
  const files = [...rows.read].map(([file, read]) => {
    const count = (list: readonly { file: string }[]) => list.filter((item) => countedAs(item.file) === file).length
    const fitting = count([...rows.listings, ...rows.guidance, ...rows.labelSets])
    const counts = { taken: count(taken), unchanged: count(unchanged) }
    return { file, read, ...counts, conflicts: fitting - counts.taken - counts.unchanged, refused: read - fitting }
  })
  return {
    skipped: false,
    files,
    drafts: takenListings.filter(({ entry }) => entry.hold).length,
    faults: inOrderOfFiles([...rows.faults, ...plan.faults]),
    directoryVersion,
  }

  function inOrderOfFiles(faults: readonly ImportFault[]): ImportFault[] {
    const order = [...rows.read.keys()]
    return faults.toSorted((one, other) => {
      const byFile = order.indexOf(countedAs(one.file)) - order.indexOf(countedAs(other.file))
      return byFile || (one.file === other.file ? (one.line ?? 0) - (other.line ?? 0) : one.file < other.file ? -1 : 1)
    })
  }
}

const effects: Readonly<Record<ImportFault['effect'], string>> = {
  stopped: 'stopped',
  row_refused: 'refused',
  conflict: 'conflict',
  part_left_out: 'left out',
  changed: 'changed',
}

/** The report as lines for a person: the numbers of each file, then everything that did not fit. */
export function printReport(report: ImportReport): string {
  if (report.skipped) return 'The seed is unchanged since it was last imported.'
  const lines = report.files.map(
    ({ file, read, taken, unchanged, conflicts, refused }) =>
      `${file}: ${read} read, ${taken} taken, ${unchanged} unchanged, ${conflicts} in conflict, ${refused} refused`,
  )
  if (report.drafts > 0) lines.push(`Of the rows taken, ${report.drafts} wait as drafts.`)
  if (report.faults.length > 0) lines.push(`${report.faults.length} things did not fit:`)
  for (const fault of report.faults) lines.push(`  ${effects[fault.effect]}: ${faultLine(fault)}`)
  return lines.join('\n')
}
