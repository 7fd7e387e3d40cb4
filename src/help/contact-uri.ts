import type { Channel } from './listing-content.ts'
import type { PublicListingContent } from './listing-content.ts'

/**
 * A link for a contact that works for someone standing in `country`, or null where only the written form helps.
 * Short codes and national numbers are dialled as stored, and only in a country that the listing serves: libraries that
 * turn 116111 in Britain into +44116111 make a number that does not exist. `#` is written `%23`, as a fragment would cut it off.
 * The keyword of a text message stays visible text, because message bodies in links do not work on every telephone.
 *
 * @param country ISO 3166-1, or null when nobody said where the person is
 */
export function contactUri(channel: Channel, content: Pick<PublicListingContent, 'countries'>, country: string | null): string | null {
  const worksHere = channel.reachableFrom === 'anywhere' || (country !== null && content.countries.includes(country))
  switch (channel.type) {
    case 'phone':
      return worksHere ? `tel:${channel.value.replaceAll('#', '%23')}` : null
    case 'sms':
      return worksHere ? `sms:${channel.value.replaceAll('#', '%23')}` : null
    case 'whatsapp':
      return worksHere && channel.value.startsWith('+') ? `https://wa.me/${channel.value.slice(1)}` : null
    case 'email':
      return `mailto:${channel.value}`
    case 'chat':
    case 'web_form':
    case 'website':
    case 'app':
      return channel.value
  }
}
