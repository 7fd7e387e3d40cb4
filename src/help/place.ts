import type { PublicListingContent } from './listing-content.ts'
import { subdivisionChain } from './places.ts'

/** How near a listing is: a lower rank is nearer; `subdivision` is the one by which a regional listing serves the place. */
export type Nearness = { rank: number; subdivision: string | null }

const nationwide = 10
const groupOfCountries = 11
const regional = 12
const everywhere = 20

/** Every rank is below this. */
export const furthest = everywhere + 1

const nationwidePlace: Nearness = { rank: nationwide, subdivision: null }
const groupPlace: Nearness = { rank: groupOfCountries, subdivision: null }
const worldwidePlace: Nearness = { rank: everywhere, subdivision: null }

/**
 * Nearness of a listing to a place. With a subdivision asked, its own listings come first, then those of the larger ones
 * that contain it, then nationwide ones; listings of other subdivisions do not serve it. Without one, regional listings
 * come after nationwide ones. A territory inherits nothing from the country it belongs to.
 */
export function nearness(
  content: Pick<PublicListingContent, 'worldwide' | 'countries' | 'subdivisions'>,
  country: string,
  subdivision: string | null,
): Nearness | null {
  if (content.worldwide) return worldwidePlace
  if (!content.countries.includes(country)) return null
  if (content.subdivisions.length === 0) return content.countries.length === 1 ? nationwidePlace : groupPlace
  if (subdivision === null) return { rank: regional, subdivision: content.subdivisions.find((code) => code.startsWith(`${country}-`)) ?? null }
  const chain = subdivisionChain(subdivision)
  const distances = content.subdivisions.map((code) => chain.indexOf(code)).filter((distance) => distance >= 0)
  const nearest = chain[Math.min(...distances)]
  return nearest === undefined ? null : { rank: chain.indexOf(nearest), subdivision: nearest }
}

/** Where a listing serves, as `why` names it: `worldwide`, `country:FI`, `subdivision:FI-18`. */
export function placeName({ rank, subdivision }: Nearness, country: string): string {
  if (rank === everywhere) return 'worldwide'
  return subdivision === null ? `country:${country}` : `subdivision:${subdivision}`
}
