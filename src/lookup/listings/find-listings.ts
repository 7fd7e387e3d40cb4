import type { ServedListing } from '../../help/choice.ts'
import type { Directory, PublishedListing } from '../../help/directory.ts'
import { countryOfSubdivision } from '../../help/places.ts'
import { serveListing } from '../../help/serve-listing.ts'
import { verificationState } from '../../help/verification.ts'
import type { ServingSettings } from '../../help/verification.ts'
import type { ListingFilters } from '../parameters/listing-fields.ts'
import { searchListings } from '../search/search-listings.ts'
import { matchesFilters } from './matches-filters.ts'
import { inOrder, isAfter } from './list-order.ts'
import type { Place, Ranked } from './list-order.ts'

export type FoundListings = {
  page: ServedListing[]
  /** The last of the page when others follow it. */
  last: Ranked | null
}

/**
 * One page of the listings that pass all filters and may be served now, in the order of their slugs, or best match first.
 *
 * @param after the last listing of the page before
 * @param locales canonical tags in order of preference
 */
export function findListings(
  directory: Directory,
  filters: ListingFilters,
  after: Place | null,
  locales: readonly string[],
  now: Date,
  settings: ServingSettings,
): FoundListings {
  const page: ServedListing[] = []
  let last: Ranked | null = null
  for (const ranked of candidates(directory, filters, after)) {
    const served = serve(directory, ranked.listing, filters, locales, now, settings)
    if (served === null) continue
    if (page.length === filters.limit) return { page, last }
    page.push(served)
    last = ranked
  }
  return { page, last: null }
}

function candidates(directory: Directory, filters: ListingFilters, after: Place | null): Ranked[] {
  const found =
    filters.q === undefined ? directory.listings.map((listing) => ({ listing, score: 0 })) : search(directory, filters.q)
  return inOrder(
    found.filter((entry) => (after === null || isAfter(entry, after)) && matchesFilters(directory, entry.listing, filters)),
  )
}

function search(directory: Directory, query: string): Ranked[] {
  return [...searchListings(directory, query)].map(([listing, score]) => ({ listing, score }))
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
