import type { ServedListing } from '../../help/choice.ts'
import { verificationState } from '../../help/verification.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { earliest } from './earliest.ts'

/** When the first of some listings reads differently although nothing is published: a channel opens or closes, a check falls due. */
export function nextChangeOf(listings: readonly ServedListing[], now: Date, settings: ServingSettings): Date | null {
  return earliest(
    listings.flatMap(({ listing, nextChange, channels }) => {
      const { until } = verificationState(listing, settings, now)
      return [nextChange, ...channels.map((channel) => channel.nextChange), until === null ? null : new Date(until)]
    }),
  )
}
