import path from 'node:path'
import { listMisfits } from './list-misfits.ts'
import type { ImportReport } from './report-import.ts'

/**
 * The report as lines for a person: the numbers of each file, then everything that did not fit.
 * @param listedBy a command that lists what does not fit in the files; it is named instead of what was left out of rows, changed or
 *   warned of. Rows that were not taken are always listed.
 */
export function printReport(report: ImportReport, listedBy?: string): string {
  if (report.skipped) return 'The same files were imported before; nothing was changed.'
  const lines = report.files.map(
    ({ file, read, taken, unchanged, conflicts, refused }) =>
      `${path.join(report.folder, file)}: ${read} read, ${taken} taken, ${unchanged} unchanged, ${conflicts} in conflict, ${refused} refused`,
  )
  if (report.drafts > 0) lines.push(`Of the rows taken, ${report.drafts} wait as drafts.`)
  if (listedBy === undefined) return [...lines, ...listMisfits(report.faults, report.folder)].join('\n')
  const whole = report.faults.filter(({ effect }) => effect === 'row_refused' || effect === 'conflict')
  const parts = report.faults.length - whole.length
  lines.push(...listMisfits(whole, report.folder))
  if (parts > 0) {
    const places = parts === 1 ? 'At 1 place' : `At ${parts} places`
    lines.push(`${places} a row was taken in part, in another form or with a warning; \`${listedBy}\` lists everything.`)
  }
  return lines.join('\n')
}
