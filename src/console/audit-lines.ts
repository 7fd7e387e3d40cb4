import type { AuditPage } from '../directory/audit/export-audit.ts'
import { viewAuditRow } from './views/audit-view.ts'

/**
 * The lines of an export, a page at a time. The last line says `{"end": {"rows": n}}`; when something fails in between it says
 * `{"cut": {"rows": n}}` in its place. Without either, the export was cut on its way.
 *
 * @param onCut told what failed
 */
export async function* auditLines(pages: AsyncIterable<AuditPage>, onCut: (fault: unknown) => void): AsyncGenerator<string> {
  let count = 0
  try {
    for await (const { rows, names } of pages) {
      count += rows.length
      if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(viewAuditRow(row, names))}\n`).join('')
    }
  } catch (fault) {
    onCut(fault)
    yield `${JSON.stringify({ cut: { rows: count } })}\n`
    return
  }
  yield `${JSON.stringify({ end: { rows: count } })}\n`
}
