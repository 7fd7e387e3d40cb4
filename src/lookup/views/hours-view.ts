import { z } from 'zod'
import { publicHolidayHours, weekdays } from '../../help/opening-hours.ts'
import type { OpeningHours } from '../../help/opening-hours.ts'

const opens = z.string().meta({ description: 'Local time of the service, 00:00 to 23:59.' })
const closes = z.string().meta({
  description: 'Local time of the service, 00:00 to 24:00. At or before `opens` it belongs to the next day.',
})

const weekday = z.enum(weekdays).meta({ id: 'Weekday', description: 'A day of the week, Monday first.' })

const interval = z.object({ opens, closes }).meta({ id: 'HoursInterval', description: 'From opening to closing.' })

const weeklyInterval = z
  .object({
    days: z.array(weekday).meta({ description: 'The days on which it opens at this time.' }),
    opens,
    closes,
  })
  .meta({ id: 'WeeklyInterval', description: 'From opening to closing, on some days of each week.' })

const exception = z
  .object({
    from: z.iso.date().meta({ description: 'The first day, in the time zone of the listing.' }),
    to: z.iso.date().meta({ description: 'The last day, included.' }),
    intervals: z
      .array(interval)
      .nullable()
      .meta({ description: 'The hours of these days: empty means closed, null that nobody knows.' }),
  })
  .meta({ id: 'HoursException', description: 'Days that differ from the week.' })

const holidayHours = publicHolidayHours.meta({
  id: 'PublicHolidayHours',
  description: 'The same hours, closed, fewer hours than are known here, or nobody knows.',
})

const always = z
  .object({ mode: z.literal('always').meta({ description: 'Day and night.' }) })
  .meta({ id: 'AlwaysOpen', description: 'Day and night, all year.' })

const weekly = z
  .object({
    mode: z.literal('weekly').meta({ description: 'The same hours each week.' }),
    weekly: z.array(weeklyInterval).meta({ description: 'The hours of a week. A day that is in none is closed.' }),
    exceptions: z.array(exception).meta({ description: 'Dates that differ from the week.' }),
    publicHolidays: holidayHours.meta({
      description: 'What holds on public holidays. `openNow` does not know which days are holidays.',
    }),
  })
  .meta({ id: 'WeeklyHours', description: 'The same hours each week, with exceptions.' })

const byAppointment = z
  .object({ mode: z.literal('by_appointment').meta({ description: 'Only by appointment.' }) })
  .meta({ id: 'ByAppointment', description: 'No opening hours: by appointment.' })

const unknown = z
  .object({ mode: z.literal('unknown').meta({ description: 'No source says.' }) })
  .meta({ id: 'UnknownHours', description: 'Nobody knows when it is open.' })

export const hoursView = z.discriminatedUnion('mode', [always, weekly, byAppointment, unknown]).meta({
  id: 'OpeningHours',
  description: 'Opening hours in the time zone of the listing. `openNow` and `nextChange` say what they mean now.',
  discriminator: {
    propertyName: 'mode',
    mapping: {
      always: '#/components/schemas/AlwaysOpen',
      weekly: '#/components/schemas/WeeklyHours',
      by_appointment: '#/components/schemas/ByAppointment',
      unknown: '#/components/schemas/UnknownHours',
    },
  },
})

export function viewHours(hours: OpeningHours): z.output<typeof hoursView> {
  if (hours.mode !== 'weekly') return { mode: hours.mode }
  return {
    mode: 'weekly',
    weekly: hours.weekly.map((entry) => ({ days: entry.days, opens: entry.opens, closes: entry.closes })),
    exceptions: hours.exceptions.map(({ from, to, intervals }) => ({
      from,
      to,
      intervals: intervals === null ? null : intervals.map((entry) => ({ opens: entry.opens, closes: entry.closes })),
    })),
    publicHolidays: hours.publicHolidays,
  }
}
