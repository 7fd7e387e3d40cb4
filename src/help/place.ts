import type { PublicListingContent } from './listing-content.ts'
import { subdivisionChain } from './places.ts'

/** How near a listing is: lower is nearer. Numbers only order; null means it does not serve the place. */
export type Nearness = { rank: number; why: string }

const nationwide = 10
const groupOfCountries = 11
const regional = 12
const everywhere = 20

/** Every rank is below this. */
export const furthest = everywhere + 1

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
  if (content.worldwide) return { rank: everywhere, why: 'worldwide' }
  if (!content.countries.includes(country)) return null
  if (content.subdivisions.length === 0) {
    return { rank: content.countries.length === 1 ? nationwide : groupOfCountries, why: `country:${country}` }
  }
  if (subdivision === null) {
    const here = content.subdivisions.find((code) => code.startsWith(`${country}-`))
    return { rank: regional, why: here === undefined ? `country:${country}` : `subdivision:${here}` }
  }
  const chain = subdivisionChain(subdivision)
  const distances = content.subdivisions.map((code) => chain.indexOf(code)).filter((distance) => distance >= 0)
  const nearest = Math.min(...distances)
  return Number.isFinite(nearest) ? { rank: nearest, why: `subdivision:${chain[nearest]}` } : null
}
