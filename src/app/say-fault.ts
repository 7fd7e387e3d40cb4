import { DatabaseFault } from '../db/database-fault.ts'
import { ExportFault } from '../interchange/export/export-fault.ts'
import { ImportStopped } from '../interchange/import/import-stopped.ts'
import { SnapshotRefused } from '../lookup/snapshot/snapshot-refused.ts'
import { ConfigFault } from './config-fault.ts'
import { ListenFault } from './listen-fault.ts'

/** What to tell the person who started a process: a sentence for trouble that they can mend, everything known for any other. */
export function sayFault(error: unknown): string {
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(sayFault)].join('\n')
  const expected = [ConfigFault, DatabaseFault, ExportFault, ImportStopped, ListenFault, SnapshotRefused]
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
