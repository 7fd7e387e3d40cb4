import { contactUri } from './contact-uri.ts'
import type { EmergencyNumber } from './choice.ts'
import { listingsFor } from './directory.ts'
import type { Directory, PublishedListing } from './directory.ts'
import { emergencyServices } from './vocabulary.ts'

export type EmergencyListing = { listing: PublishedListing | null; numbers: readonly EmergencyNumber[]; allNumbers: ReadonlySet<string> }

/**
 * The emergency numbers of a country: the general ones where there are any, otherwise police, ambulance and fire, merged
 * by number. `allNumbers` also has those that are not shown beside a general one; no section may serve them (rule S5).
 * Numbers of a listing without `emergency_service` never come here: a crisis line is not an emergency number.
 */
export function emergencyNumbersOf(directory: Directory, country: string): EmergencyListing {
  const listing = listingsFor(directory, country, 'emergency_service').find(({ content }) => !content.worldwide) ?? null
  if (listing === null) return { listing, numbers: [], allNumbers: new Set() }
  const { channels } = listing.content
  const general = channels.filter((channel) => channel.generalEmergency)
  const shown = general.length > 0 ? general : channels
  const numbers = shown.flatMap((channel): EmergencyNumber[] => {
    const uri = contactUri(channel, listing.content, country)
    if (channel.type !== 'phone' || uri === null) return []
    return [{ number: channel.value, uri, services: channel.generalEmergency ? emergencyServices : channel.emergencyServices }]
  })
  return { listing, numbers, allNumbers: new Set(channels.map((channel) => channel.value)) }
}
