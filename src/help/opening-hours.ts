/** Opening hours as plain weekly intervals in the time zone of the service. What they mean at an instant is in compute-open.ts. */
import { z } from 'zod'

export const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
const weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof weekday>

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time is written 00:00 to 23:59')
  .meta({ description: 'Local time of the service, 00:00 to 23:59.' })

const closingTime = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a closing time is written 00:00 to 24:00')
  .meta({ description: 'Local time of the service, 00:00 to 24:00. At or before `opens` it belongs to the next day.' })

const interval = z.object({ opens: clockTime, closes: closingTime })

const isoDate = z.iso.date()

/** Days from `from` to `to` (inclusive) that differ from the week: an empty list means closed, null that nobody knows. */
const hoursException = z
  .object({ from: isoDate, to: isoDate, intervals: z.array(interval).max(10).nullable() })
  .refine((exception) => exception.from <= exception.to, { message: 'ends before it begins', path: ['to'] })

export const publicHolidayHours = z.enum(['same', 'closed', 'reduced', 'unknown'])

export const openingHours = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('always') }),
  z.object({
    mode: z.literal('weekly'),
    weekly: z.array(z.object({ days: z.array(weekday).min(1).max(7), opens: clockTime, closes: closingTime })).min(1).max(50),
    exceptions: z.array(hoursException).max(100).default([]),
    publicHolidays: publicHolidayHours.default('unknown'),
  }),
  z.object({ mode: z.literal('by_appointment') }),
  z.object({ mode: z.literal('unknown') }),
])
export type OpeningHours = z.infer<typeof openingHours>
export type WeeklyHours = Extract<OpeningHours, { mode: 'weekly' }>
