import { ImportStopped } from '../interchange/import/import-stopped.ts'
import { printReport } from '../interchange/import/print-report.ts'
import type { ImportReport } from '../interchange/import/report-import.ts'

/** What the person who starts a server is told about its seed; null when there is nothing to tell. */
export function saySeed(loaded: ImportReport | ImportStopped): string | null {
  if (loaded instanceof ImportStopped) {
    return `WARNING: the seed is broken. The server goes on with the directory that it already has, without what changed in the seed.\n${loaded.message}`
  }
  if (loaded.superseded) {
    return `The seed of this release was loaded before, and a newer one since, which stays. To go back all the same: npm run -s cli -- import ${loaded.folder}`
  }
  return loaded.skipped ? null : printReport(loaded, `npm run -s cli -- import ${loaded.folder} --check`)
}
