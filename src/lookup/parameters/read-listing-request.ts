import type { FastifyRequest } from 'fastify'
import { resolveQuestion } from '../../help/question.ts'
import type { Fault } from '../../lib/errors.ts'
import { countryOfSubdivision } from '../../help/places.ts'
import type { Place } from '../listings/list-order.ts'
import { placeOfCursor } from '../listings/page-cursor.ts'
import { listingFields } from './listing-fields.ts'
import type { ListingFilters } from './listing-fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import { requestedLocales } from './requested-locales.ts'

type ReadableFilters = { [Name in keyof ListingFilters]?: ListingFilters[Name] | undefined }

export type ListingRequest = {
  filters: ListingFilters
  after: Place | null
  locales: string[]
  /** Request headers that were used because the query did not say. */
  variesBy: string[]
}

/**
 * Reads the filters of the catalogue.
 *
 * @throws ProblemError that names every fault, impossible combinations among them
 */
export function readListingRequest(query: Readonly<Record<string, unknown>>, headers: FastifyRequest['headers']): ListingRequest {
  const filters = readFields(listingFields, query, 'query', findConflicts)
  const { locales, variesBy } = requestedLocales(filters.locale, headers['accept-language'])
  const after = filters.cursor === undefined ? null : placeOfCursor(filters.cursor, filters)
  if (after === 'other_filters') throw new Error('findConflicts overlooked a cursor of other filters')
  return { filters, after, locales, variesBy }
}

/** Faults between fields: the same impossible combinations as in a question for help. */
function findConflicts(filters: ReadableFilters, sent: ReadonlySet<string>): Fault[] {
  const { cursor, country, subdivision, audience, ageBand } = filters
  const faults: Fault[] = []
  const place = cursor === undefined ? undefined : placeOfCursor(cursor, filters)
  if (place === null) {
    faults.push({
      parameter: 'cursor',
      code: 'invalid_value',
      detail: 'is not a nextCursor of this service; begin with the first page',
    })
  }
  // Whether a filter that cannot be read is another one, nobody knows.
  const allRead = [...sent].every((name) => name in filters)
  if (place === 'other_filters' && allRead) {
    faults.push({
      parameter: 'cursor',
      code: 'conflict',
      detail: 'belongs to a list with other filters; send the same again, or begin with the first page',
    })
  }
  const resolved = resolveQuestion({
    country: country ?? (subdivision === undefined ? '' : countryOfSubdivision(subdivision)),
    subdivision: subdivision ?? null,
    locales: [],
    ageBand: ageBand ?? 'unknown',
    audience: audience ?? null,
    situation: 'need_help',
    topics: [],
    channels: [],
    communities: [],
    limit: null,
    explain: false,
  })
  if ('faults' in resolved) {
    faults.push(...resolved.faults.map(({ parameter, detail }): Fault => ({ parameter, code: 'impossible_combination', detail })))
  }
  return faults
}
