import path from 'node:path'
import type { RowFault } from '../formats/row-fault.ts'

/**
 * Something in an imported file that does not fit. `conflict`: somebody has changed the same thing in the directory, which stays
 * as it is. `stopped`: because of it nothing at all was imported.
 */
export type ImportFault = {
  /** Path below the imported folder; empty for the folder itself. */
  file: string
  /** Counted from 1; null when the fault is the file itself. */
  line: number | null
  /** JSON pointer into the row, or into the document; empty for all of it. */
  field: string
  reason: string
  effect: RowFault['effect'] | 'conflict' | 'stopped'
}

/**
 * `seed/listings.jsonl:17 /names/sv: is there twice`
 * @param folder that was imported
 */
export function faultLine(fault: ImportFault, folder: string): string {
  const file = path.join(folder, fault.file)
  const place = fault.line === null ? file : `${file}:${fault.line}`
  return `${place}${fault.field === '' ? '' : ` ${fault.field}`}: ${fault.reason}`
}
