import { faultLine, type ImportFault } from './import-fault.ts'

const effects: Readonly<Record<ImportFault['effect'], string>> = {
  stopped: 'stopped',
  row_refused: 'refused',
  conflict: 'conflict',
  part_left_out: 'left out',
  changed: 'changed',
  warned: 'taken, with a warning',
}

/** Everything that did not fit as lines for a person, each with its file, line, field and reason; none when all fits. */
export function listMisfits(faults: readonly ImportFault[], folder: string): string[] {
  if (faults.length === 0) return []
  const count = faults.length === 1 ? '1 thing' : `${faults.length} things`
  return [`${count} did not fit:`, ...faults.map((fault) => `  ${effects[fault.effect]}: ${faultLine(fault, folder)}`)]
}
