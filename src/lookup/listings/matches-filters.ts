import type { Directory, PublishedListing } from '../../help/directory.ts'
import { nearness } from '../../help/place.ts'
import { countryOfSubdivision } from '../../help/places.ts'
import type { ListingFilters } from '../parameters/listing-fields.ts'
import { suitsPerson } from '../../help/suits-person.ts'

/** Whether a listing passes the filters that need no clock. */
export function matchesFilters(directory: Directory, listing: PublishedListing, filters: ListingFilters): boolean {
  const { content } = listing
  const { country, subdivision, kind, language, audience, ageBand, topic, community, channel } = filters
  const place = country ?? (subdivision === undefined ? undefined : countryOfSubdivision(subdivision))
  if (place !== undefined && nearness(content, place, subdivision ?? null) === null) return false
  if (kind !== undefined && content.kind !== kind) return false
  if (language !== undefined && !answersIn(listing, language)) return false
  if (topic !== undefined && !topic.some((entry) => content.topics.includes(entry))) return false
  if (community !== undefined && !community.some((entry) => content.communities.includes(entry))) return false
  if (channel !== undefined && !content.channels.some(({ type }) => channel.includes(type))) return false
  if (audience === undefined && ageBand === undefined) return true
  return suitsPerson(listing, { audience: audience ?? null, ageBand: ageBand ?? 'unknown', kind: kind ?? null })
}

/** Basic filtering of RFC 4647: `pt` is answered by `pt-BR`, `pt-BR` not by `pt`. */
function answersIn({ content }: PublishedListing, range: string): boolean {
  const spoken = [...content.languages, ...content.channels.flatMap((channel) => channel.languages ?? [])]
  return spoken.some((language) => language === range || language.startsWith(`${range}-`))
}
