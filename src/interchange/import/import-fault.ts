import type { RowFault } from '../formats/row-fault.ts'

/**
 * Something in an imported file that does not fit. `conflict`: somebody has changed the same thing in the directory, which stays
 * as it is. `stopped`: because of it nothing at all was imported.
 */
export type ImportFault = {
  /** Path below the imported folder. */
  file: string
  /** Counted from 1; null when the fault is the file itself. */
  line: number | null
  /** JSON pointer into the row, or into the document; empty for all of it. */
  field: string
  reason: string
  effect: RowFault['effect'] | 'conflict' | 'stopped'
}

/** `listings.jsonl:17 /names/sv: is there twice` */
export function faultLine(fault: ImportFault): string {
  const place = fault.line === null ? fault.file : `${fault.file}:${fault.line}`
  return `${place}${fault.field === '' ? '' : ` ${fault.field}`}: ${fault.reason}`
}
