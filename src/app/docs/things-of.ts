import { parametersOf } from './api-document.ts'
import type { ApiDocument, PlacedOperation } from './api-document.ts'

/** Which thing each operation is about, by its path: that which is changed with `If-Match`, or stands below it. */
export function thingsOf(document: ApiDocument, operations: readonly PlacedOperation[]): (operation: PlacedOperation) => string | null {
  const changes = operations.filter((operation) => parametersOf(document, operation).some(({ name }) => name === 'If-Match'))
  // A change of a part, such as /{id}/submit, changes the thing.
  const things = new Set(changes.map(({ path }) => (path.endsWith('}') ? path : path.slice(0, path.lastIndexOf('/')))))
  return ({ path }) => {
    const [longest = null] = [...things].filter((thing) => path === thing || path.startsWith(`${thing}/`)).sort((one, other) => other.length - one.length)
    return longest
  }
}
