import path from 'node:path'
import { countMisfits } from './count-misfits.ts'
import { listMisfits } from './list-misfits.ts'
import type { ImportReport } from './report-import.ts'

/**
 * The report as lines for a person: the numbers of each file, then everything that did not fit.
 * @param listedBy a command that lists what does not fit in the files; it is named instead of the list. Conflicts with the directory
 *   are always listed, because the files alone do not tell them.
 */
export function printReport(report: ImportReport, listedBy?: string): string {
  if (report.skipped) return 'The same files were imported before; nothing was changed.'
  const lines = report.files.map(
    ({ file, read, taken, unchanged, conflicts, refused }) =>
      `${path.join(report.folder, file)}: ${read} read, ${taken} taken, ${unchanged} unchanged, ${conflicts} in conflict, ${refused} refused`,
  )
  if (report.drafts > 0) lines.push(`Of the rows taken, ${report.drafts} wait as drafts.`)
  if (listedBy === undefined) return [...lines, ...listMisfits(report.faults, report.folder)].join('\n')
  const conflicts = report.faults.filter((fault) => fault.effect === 'conflict')
  const others = report.faults.length - conflicts.length
  lines.push(...listMisfits(conflicts, report.folder))
  if (others > 0) lines.push(`${countMisfits(others)}${conflicts.length > 0 ? ' besides' : ''}; \`${listedBy}\` lists them.`)
  return lines.join('\n')
}
