import type { CheckedRows } from './check-rows.ts'
import { countByFile } from './count-by-file.ts'
import type { ImportFault } from './import-fault.ts'
import type { ImportPlan } from './plan-import.ts'
import { sortFaults } from './sort-faults.ts'

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
  /** As it was named when it was imported. */
  folder: string
  /** True when nothing was read further: these very files were the last that were imported, or `superseded`. */
  skipped: boolean
  /** They came with a release and were imported before, and newer ones of another release since. */
  superseded: boolean
  files: FileCounts[]
  /** Of the rows taken, those that wait as drafts. */
  drafts: number
  faults: ImportFault[]
  /** The directory version that holds the import; null when the public sees no difference. */
  directoryVersion: number | null
}

/** Counts what a plan does with the rows of each file. */
export function reportImport(folder: string, rows: CheckedRows, plan: ImportPlan, directoryVersion: number | null): ImportReport {
  const { listings, guidance, labelSets } = plan
  const takenListings = [...listings.add, ...listings.revise, ...listings.release]
  const takenFrom = countByFile([...takenListings, ...guidance.add, ...guidance.revise, ...guidance.release, ...labelSets.save])
  const unchangedIn = countByFile([...listings.unchanged, ...guidance.unchanged, ...labelSets.unchanged])
  const fittingIn = countByFile([...rows.listings, ...rows.guidance, ...rows.labelSets])
  const files = [...rows.read].map(([file, read]) => {
    const [taken, unchanged, fitting] = [takenFrom(file), unchangedIn(file), fittingIn(file)]
    return { file, read, taken, unchanged, conflicts: fitting - taken - unchanged, refused: read - fitting }
  })
  return {
    folder,
    skipped: false,
    superseded: false,
    files,
    drafts: takenListings.filter(({ entry }) => entry.hold).length,
    faults: sortFaults([...rows.faults, ...plan.faults]),
    directoryVersion,
  }
}
