import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { ProblemError } from '../lib/errors.ts'
import { readCursor, writeCursor } from '../lib/opaque-cursor.ts'

/** What was asked for beside the page: a place in one list says nothing in another. */
type Filters = Readonly<Record<string, unknown>>

/**
 * The page out of the entries that were read, one more than it may have, and where the next one goes on; null where there is none.
 *
 * @param placeOf where an entry stands in the list, by everything that the list is ordered by
 */
export function pageOf<Entry>(
  entries: readonly Entry[],
  limit: number,
  filters: Filters,
  placeOf: (entry: Entry) => readonly (string | number)[],
): { page: readonly Entry[]; nextCursor: string | null } {
  const page = entries.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: entries.length <= limit || last === undefined ? null : writeCursor([digestOf(filters), ...placeOf(last)]) }
}

/**
 * The place after which a page begins; null for the first page.
 *
 * @throws ProblemError `invalid_parameters` when the cursor was not written for this list
 */
export function placeAfter<Place>(cursor: string | undefined, filters: Filters, place: z.ZodType<Place>): Place | null {
  if (cursor === undefined) return null
  const [digest, ...rest] = readCursor(cursor) ?? []
  const read = place.safeParse(rest)
  if (read.success && digest === digestOf(filters)) return read.data
  const isOther = read.success && typeof digest === 'string'
  const detail = isOther ? 'belongs to a list with other filters; leave it out to begin anew' : 'is not a cursor of this list'
  throw new ProblemError('invalid_parameters', `cursor: ${detail}.`, {
    faults: [{ parameter: 'cursor', code: isOther ? 'conflict' : 'invalid_value', detail }],
  })
}

function digestOf(filters: Filters): string {
  const asked = Object.entries(filters).filter(([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined)
  const sorted = asked.sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 11)
}
