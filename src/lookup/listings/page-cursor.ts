import { createHash } from 'node:crypto'
import { readCursor, writeCursor } from '../../lib/opaque-cursor.ts'
import type { ListingFilters } from '../parameters/listing-fields.ts'
import type { Place } from './list-order.ts'

/** The filters that say which listings there are and in which order; the others may change from page to page. */
export type CursorFilters = { [Name in keyof Omit<ListingFilters, 'cursor' | 'limit' | 'locale'>]?: ListingFilters[Name] | undefined }

/** The cursor for what follows a place in the list of some filters. */
export function cursorAfter({ score, slug }: Place, filters: CursorFilters): string {
  return writeCursor([score, slug, digestOf(filters)])
}

/** The place that a cursor names; null when it is not one of ours, `other_filters` when it is of another list. */
export function placeOfCursor(cursor: string, filters: CursorFilters): Place | 'other_filters' | null {
  const [score, slug, digest, ...more] = readCursor(cursor) ?? []
  if (typeof score !== 'number' || typeof slug !== 'string' || typeof digest !== 'string' || more.length > 0) return null
  return digest === digestOf(filters) ? { score, slug } : 'other_filters'
}

function digestOf(filters: CursorFilters): string {
  const { country, subdivision, kind, language, audience, ageBand, topic, community, channel, verification, q } = filters
  const sets = [topic, community, channel].map((values) => [...new Set(values)].sort())
  const list = [country, subdivision, kind, language, audience, ageBand, ...sets, verification, q]
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 11)
}
