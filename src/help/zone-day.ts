import { Temporal } from 'temporal-polyfill'

/** A day of a time zone on the line of time, in milliseconds since 1970 UTC. */
export type ZoneDay = {
  /** Days since 1970-01-01 in the zone's own calendar. */
  number: number
  start: number
  /** Start of the next day. */
  end: number
}

const dayLength = 24 * 60 * 60 * 1000
const minute = 60 * 1000
const epoch = Temporal.PlainDate.from('1970-01-01')

/** Days that are remembered before starting afresh: a few weeks of all zones. */
const mostDays = 20_000

const days = new Map<string, ZoneDay>()
const lastDays = new Map<string, ZoneDay>()

/** The day of a zone by its number. */
export function zoneDay(timeZone: string, number: number): ZoneDay {
  const key = `${timeZone} ${number}`
  const known = days.get(key)
  if (known !== undefined) return known
  if (days.size >= mostDays) days.clear()
  const day = { number, start: startOf(timeZone, number), end: startOf(timeZone, number + 1) }
  days.set(key, day)
  return day
}

/** The day that it is in a zone at an instant. */
export function zoneDayAt(timeZone: string, time: number): ZoneDay {
  const last = lastDays.get(timeZone)
  if (last !== undefined && last.start <= time && time < last.end) return last
  const date = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDate()
  const day = zoneDay(timeZone, dayNumber(date.toString()))
  lastDays.set(timeZone, day)
  return day
}

/**
 * The instant of a time on a day, `24:00` included. An hour that a clock change leaves out moves forward, one that comes twice counts
 * from its first; only on such days does the zone's table have to be asked.
 */
export function instantOn(timeZone: string, { number, start, end }: ZoneDay, time: string): number {
  if (time === '24:00') return end
  if (end - start === dayLength) return start + minutesOf(time) * minute
  return plainDate(number).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}

/** Days since 1970-01-01 of an ISO date. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayLength)
}

/** The weekday of a day, 0 for Monday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}

function startOf(timeZone: string, number: number): number {
  return plainDate(number).toZonedDateTime({ timeZone }).epochMilliseconds
}

function plainDate(number: number): Temporal.PlainDate {
  return epoch.add({ days: number })
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
