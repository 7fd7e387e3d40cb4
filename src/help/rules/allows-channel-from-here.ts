import type { Channel } from '../listing-content.ts'
import type { PublishedListing } from '../directory.ts'
import { webChannelTypes } from '../vocabulary.ts'
import type { ChannelType } from '../vocabulary.ts'

const webTypes: ReadonlySet<ChannelType> = new Set(webChannelTypes)

/**
 * S4: no telephone or text line of another country. A listing that does not name the country where the person is
 * contributes nothing, and a worldwide one only what is reached by a browser.
 */
export function allowsChannelFromHere(channel: Channel, listing: PublishedListing, { country }: { country: string | null }): boolean {
  if (listing.content.worldwide) return webTypes.has(channel.type)
  return country === null || listing.content.countries.includes(country)
}
