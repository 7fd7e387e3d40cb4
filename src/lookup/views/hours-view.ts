import { z } from 'zod'
import { publicHolidayHours, weekdays } from '../../help/opening-hours.ts'
import type { OpeningHours } from '../../help/opening-hours.ts'

const time = z.string().meta({ description: 'Local time of the service, 00:00 to 24:00.' })
const date = z.iso.date()
const interval = z.object({ opens: time, closes: time })

export const hoursView = z
  .discriminatedUnion('mode', [
    z.object({ mode: z.literal('always') }),
    z.object({
      mode: z.literal('weekly'),
      weekly: z
        .array(z.object({ days: z.array(z.enum(weekdays)), opens: time, closes: time }))
        .meta({ description: 'A closing time at or before the opening time belongs to the next day.' }),
      exceptions: z
        .array(z.object({ from: date, to: date, intervals: z.array(interval).nullable() }))
        .meta({ description: 'Dates that differ from the week: no interval means closed, null that nobody knows.' }),
      publicHolidays: publicHolidayHours,
    }),
    z.object({ mode: z.literal('by_appointment') }),
    z.object({ mode: z.literal('unknown') }),
  ])
  .meta({
    id: 'OpeningHours',
    description: 'Opening hours in the time zone of the listing. `openNow` and `nextChange` say what they mean now.',
  })

export function viewHours(hours: OpeningHours): z.output<typeof hoursView> {
  if (hours.mode !== 'weekly') return { mode: hours.mode }
  return {
    mode: 'weekly',
    weekly: hours.weekly.map(({ days, opens, closes }) => ({ days, opens, closes })),
    exceptions: hours.exceptions.map(({ from, to, intervals }) => ({
      from,
      to,
      intervals: intervals === null ? null : intervals.map(({ opens, closes }) => ({ opens, closes })),
    })),
    publicHolidays: hours.publicHolidays,
  }
}
