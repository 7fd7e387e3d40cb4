import type { ImportFault } from './import-fault.ts'
import { lineFiles } from './read-folder.ts'

/** Faults in the order of the files (the texts last) and of their lines. */
export function sortFaults(faults: readonly ImportFault[]): ImportFault[] {
  const placeOf = ({ file }: ImportFault) => (lineFiles.includes(file) ? lineFiles.indexOf(file) : lineFiles.length)
  return faults.toSorted(
    (one, other) =>
      placeOf(one) - placeOf(other) ||
      (one.file === other.file ? (one.line ?? 0) - (other.line ?? 0) : one.file < other.file ? -1 : 1),
  )
}
