import type { z } from 'zod'

/**
 * What becomes of something in a row that does not fit.
 * `row_refused`: nothing of the row is taken. `part_left_out`: the row is taken without this part.
 * `changed`: it is taken, in another form than it stands there. `warned`: it is taken as it stands, and somebody should look at it.
 */
export type RowFault = { field: string; reason: string; effect: 'row_refused' | 'part_left_out' | 'changed' | 'warned' }

/** The place of a value in its row as a JSON pointer (RFC 6901). */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/**
 * The faults that zod found, as refusals of the row, each once.
 * @param pathInRow leads from a path in the checked value to one in the row
 */
export function refusals(
  issues: readonly z.core.$ZodIssue[],
  pathInRow: (path: PropertyKey[]) => PropertyKey[] = (path) => path,
): RowFault[] {
  const faults = issues.map((issue): RowFault => ({
    field: jsonPointer(pathInRow(issue.path)),
    reason: issue.message,
    effect: 'row_refused',
  }))
  return faults.filter(
    (fault, index) => faults.findIndex(({ field, reason }) => field === fault.field && reason === fault.reason) === index,
  )
}
