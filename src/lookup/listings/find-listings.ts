import type { ServedListing } from '../../help/choice.ts'
import type { Directory, PublishedListing } from '../../help/directory.ts'
import { countryOfSubdivision } from '../../help/places.ts'
import { serveListing } from '../../help/serve-listing.ts'
import { verificationState } from '../../help/verification.ts'
import type { ServingSettings } from '../../help/verification.ts'
import type { ListingFilters } from '../parameters/listing-fields.ts'
import { facetTest } from './facets.ts'
import type { Facets } from './facets.ts'
import { matchesFilters } from './matches-filters.ts'
import { inOrderOfPositions, inOrderOfScores, inOrderOfSlugs } from './list-order.ts'
import type { Place, Ranked } from './list-order.ts'

export type FoundListings = {
  page: ServedListing[]
  /** The last of the page when others follow it. */
  last: Ranked | null
}

export type ListingQuestion = {
  filters: ListingFilters
  /** The last listing of the page before. */
  after: Place | null
  /** What a search for the filter `q` has found, see `searchListings`; null when there is no such filter. */
  scores: Uint32Array | null
  /** Those of the directory; null when they are not there yet: then each listing is looked at. */
  facets: Facets | null
}

/**
 * One page of the listings that pass all filters and may be served now, in the order of their slugs, or best match first.
 *
 * @param locales canonical tags in order of preference
 */
export function findListings(
  directory: Directory,
  question: ListingQuestion,
  locales: readonly string[],
  now: Date,
  settings: ServingSettings,
): FoundListings {
  const { filters } = question
  const page: ServedListing[] = []
  let last: Ranked | null = null
  for (const ranked of candidates(directory, question, now, settings)) {
    if (!matchesFilters(directory, ranked.listing, filters)) continue
    const served = serve(directory, ranked.listing, filters, locales, now, settings)
    if (served === null) continue
    if (page.length === filters.limit) return { page, last }
    page.push(served)
    last = ranked
  }
  return { page, last: null }
}

/** The fewest listings known to have all that can match, in their order. */
function candidates(
  directory: Directory,
  { filters, after, scores, facets }: ListingQuestion,
  now: Date,
  settings: ServingSettings,
): Iterable<Ranked> {
  const mayMatch = facets === null ? () => true : facetTest(facets, filters, settings, now)
  if (scores !== null) return inOrderOfScores(directory, scores, after, mayMatch)
  const place = filters.country ?? (filters.subdivision === undefined ? undefined : countryOfSubdivision(filters.subdivision))
  if (place === undefined) return inOrderOfPositions(directory, after, mayMatch)
  return inOrderOfSlugs([directory.byCountry.get(place) ?? [], directory.worldwide], after)
}

function serve(
  directory: Directory,
  listing: PublishedListing,
  filters: ListingFilters,
  locales: readonly string[],
  now: Date,
  settings: ServingSettings,
): ServedListing | null {
  if (filters.verification !== undefined && verificationState(listing, settings, now).status !== filters.verification) return null
  const circumstances = {
    country: filters.country ?? (filters.subdivision === undefined ? null : countryOfSubdivision(filters.subdivision)),
    locales,
    audience: filters.audience ?? null,
    ageBand: filters.ageBand ?? ('unknown' as const),
    channels: filters.channel ?? [],
  }
  const served = serveListing(directory, listing, circumstances, now, settings)
  // The channel asked for may be the one that the person must not get.
  const wanted = filters.channel
  return served === null || wanted === undefined || served.channels.some(({ channel }) => wanted.includes(channel.type))
    ? served
    : null
}
