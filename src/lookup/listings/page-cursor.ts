import { readCursor, writeCursor } from '../../lib/opaque-cursor.ts'
import type { Place } from './list-order.ts'

/** The cursor for what follows a place in a list. */
export function cursorAfter({ score, slug }: Place): string {
  return writeCursor([score, slug])
}

/** The place that a cursor names; null when it is not one of ours. */
export function placeOfCursor(cursor: string): Place | null {
  const [score, slug, ...more] = readCursor(cursor) ?? []
  return typeof score === 'number' && typeof slug === 'string' && more.length === 0 ? { score, slug } : null
}
