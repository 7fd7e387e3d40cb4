import type { ListingContent } from '../../help/listing-content.ts'
import type { PublicationFinding } from './finding.ts'
import { phoneFacts } from './phone-numbers.ts'

/** Numbers that somebody should dial once more: unknown to a phone library, or of another country than the listing. */
export function checkPhone({ channels, countries, kind }: ListingContent): PublicationFinding[] {
  if (kind === 'emergency_service') return []
  return channels.flatMap(({ type, value, reachableFrom }, index) => {
    if (type !== 'phone' && type !== 'sms' && type !== 'whatsapp') return []
    const { isUnknown, country } = phoneFacts(value, countries)
    const pointer = `/channels/${index}/value`
    if (isUnknown) return [{ pointer, code: 'number_unknown', detail: 'is no number that a phone library knows; dial it once' }]
    if (reachableFrom === 'anywhere' && country !== null && !countries.includes(country)) {
      return [{ pointer, code: 'number_of_other_country', detail: `is a number of ${country}, which this listing does not serve` }]
    }
    return []
  })
}
