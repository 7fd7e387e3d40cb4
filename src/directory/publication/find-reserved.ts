import { contactKey, hasContact, indexContacts } from '../../help/contact-key.ts'
import type { Channel, ListingContent } from '../../help/listing-content.ts'
import type { PublicationFinding } from './finding.ts'
import { keepsFromMinors } from './keeps-from-minors.ts'

type Contact = Pick<Channel, 'type' | 'value'>

/**
 * What changes more than the listing it stands in, so that it is for those who answer for the whole installation: emergency numbers are
 * shown to everybody in a country in place of those that were there, and the contacts of a prevention service for adults are taken out of
 * every answer for a minor, whoever's listing they stand in.
 *
 * @param published what the public sees now, or saw last; null for what was never public
 * @param elsewhere contacts that the public sees in listings of others
 */
export function findReserved(published: ListingContent | null, next: ListingContent, elsewhere: readonly Contact[]): PublicationFinding[] {
  if (next.kind === 'emergency_service') return emergencyFindings(published?.kind === 'emergency_service' ? published : null, next)
  if (!keepsFromMinors(next)) return []
  const known = indexContacts(published !== null && keepsFromMinors(published) ? published.channels.map(contactKey) : [])
  const others = indexContacts(elsewhere.map(contactKey))
  return next.channels.flatMap((channel, index) => {
    const key = contactKey(channel)
    if (hasContact(known, key) || !hasContact(others, key)) return []
    const detail = 'is a contact of another service, which minors would not be shown any more; a curator submits it'
    return [{ pointer: `/channels/${index}/value`, code: 'contact_of_others', detail }]
  })
}

function emergencyFindings(published: ListingContent | null, { countries, channels }: ListingContent): PublicationFinding[] {
  const detail = 'takes the place of emergency numbers; a curator submits it'
  if (published === null) return [{ pointer: '/kind', code: 'emergency_number', detail }]
  return [
    ...countries.flatMap((country, index) => (published.countries.includes(country) ? [] : [{ pointer: `/countries/${index}`, code: 'emergency_number', detail }])),
    ...channels.flatMap(({ type, value }, index) =>
      published.channels.some((known) => known.type === type && known.value === value) ? [] : [{ pointer: `/channels/${index}/value`, code: 'emergency_number', detail }],
    ),
  ]
}
