import { isTimeZone } from '../../help/content-values.ts'
import type { ChannelRow } from './listing-row.ts'
import { readOsmOpeningHours } from './osm-opening-hours.ts'
import type { RowFault } from './row-fault.ts'

/**
 * Opening hours as the content of a channel; structured ones as they stand, for `listingContent` to check. Hours that are not
 * understood are unknown, and so are those of a service whose time zone nobody knows.
 * @param year for dates without one
 */
export function hoursFromRow(
  hours: ChannelRow['hours'],
  timeZone: string | null,
  year: number,
): { hours: { mode: string }; faults: Omit<RowFault, 'field'>[] } {
  const leftOut = (reason: string) => ({ hours: { mode: 'unknown' }, faults: [{ reason, effect: 'part_left_out' as const }] })
  if (hours === null) return { hours: { mode: 'unknown' }, faults: [] }
  const reading = typeof hours === 'string' ? readOsmOpeningHours(hours, year) : { hours, notices: [] }
  if ('fault' in reading) return leftOut(`opening hours not understood: ${reading.fault}`)
  if (reading.hours.mode === 'weekly' && (timeZone === null || !isTimeZone(timeZone)))
    return leftOut('opening hours mean nothing without a time zone')
  return { hours: reading.hours, faults: reading.notices.map((reason) => ({ reason, effect: 'changed' })) }
}
