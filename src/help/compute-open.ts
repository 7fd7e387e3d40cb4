import { Temporal } from 'temporal-polyfill'
import { weekdays } from './opening-hours.ts'
import type { OpeningHours, WeeklyHours, Weekday } from './opening-hours.ts'
import type { OpenState } from './choice.ts'
import type { Period } from './period.ts'
import { alwaysValid } from './period.ts'

/** Whether a service is open, and from when until when that is so. */
export type OpenPeriod = OpenState & Period

/** Days that are looked through for a change beyond the last exception: a week, and the night that runs into it. */
const searchDays = 8

type State = boolean | null
type Span = { from: number; until: number; state: State }

/**
 * Whether hours are open at an instant, in the service's own time zone: true, false, or null when nobody knows.
 * Clock changes follow the zone's rules: an hour that does not exist moves forward, one that comes twice counts from its first.
 * Weekly hours say nothing of public holidays unless an exception does, so a screen shows `publicHolidays` beside them.
 */
export function computeOpen(hours: OpeningHours, timeZone: string | null, now: Date): OpenPeriod {
  if (hours.mode === 'always') return { openNow: true, nextChange: null, ...alwaysValid }
  if (hours.mode !== 'weekly' || timeZone === null) return { openNow: null, nextChange: null, ...alwaysValid }
  return weeklyOpen(hours, timeZone, now.getTime())
}

function weeklyOpen(hours: WeeklyHours, timeZone: string, now: number): OpenPeriod {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const { first, last } = daysToSearch(hours, today)
  for (let reach = 2; ; reach += searchDays) {
    const from = today.subtract({ days: reach })
    const until = today.add({ days: reach })
    const spans = joinSpans(daySpans(hours, timeZone, from, until))
    const index = spans.findIndex((span) => span.from <= now && now < span.until)
    const current = spans[index]
    if (current === undefined) throw new Error('opening hours leave a gap in time')
    const beginKnown = index > 0
    const endKnown = index < spans.length - 1
    const searchedAll = Temporal.PlainDate.compare(from, first) <= 0 && Temporal.PlainDate.compare(until, last) >= 0
    if ((beginKnown && endKnown) || searchedAll) {
      const nextChange = endKnown ? new Date(current.until) : null
      return { openNow: current.state, nextChange, from: beginKnown ? new Date(current.from) : null, until: nextChange }
    }
  }
}

/** Before the first exception and after the last every week is like the other, so one more week shows whether there is any change. */
function daysToSearch(hours: WeeklyHours, today: Temporal.PlainDate): { first: Temporal.PlainDate; last: Temporal.PlainDate } {
  const days = [today, ...hours.exceptions.flatMap(({ from, to }) => [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)])]
  const [earliest = today, ...rest] = days.sort((one, other) => Temporal.PlainDate.compare(one, other))
  return { first: earliest.subtract({ days: searchDays }), last: (rest.at(-1) ?? today).add({ days: searchDays }) }
}

/** Every day from `from` to `until`, with the opening intervals that begin on it and the closed time between them. */
function daySpans(hours: WeeklyHours, timeZone: string, from: Temporal.PlainDate, until: Temporal.PlainDate): Span[] {
  const open: Span[] = []
  const unknown: Span[] = []
  for (let day = from.subtract({ days: 1 }); Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
    const intervals = intervalsOf(hours, day)
    if (intervals === null) {
      unknown.push({ from: instantOf(day, '00:00', timeZone), until: instantOf(day.add({ days: 1 }), '00:00', timeZone), state: null })
      continue
    }
    for (const { opens, closes } of intervals) {
      const closesNextDay = closes !== '24:00' && closes <= opens
      const span = {
        from: instantOf(day, opens, timeZone),
        until: instantOf(closesNextDay ? day.add({ days: 1 }) : day, closes, timeZone),
        state: true,
      }
      if (span.from < span.until) open.push(span)
    }
  }
  return fillGaps(
    [...open, ...unknown],
    instantOf(from, '00:00', timeZone),
    instantOf(until.add({ days: 1 }), '00:00', timeZone),
  )
}

/** The intervals that begin on a day: those of its exception, else of its weekday; null when nobody knows them. */
function intervalsOf(hours: WeeklyHours, day: Temporal.PlainDate): readonly { opens: string; closes: string }[] | null {
  const date = day.toString()
  const exception = hours.exceptions.find((entry) => entry.from <= date && date <= entry.to)
  if (exception !== undefined) return exception.intervals
  const weekday: Weekday | undefined = weekdays[day.dayOfWeek - 1]
  return hours.weekly.filter((entry) => weekday !== undefined && entry.days.includes(weekday))
}

function instantOf(day: Temporal.PlainDate, time: string, timeZone: string): number {
  const date = time === '24:00' ? day.add({ days: 1 }) : day
  const plainTime = Temporal.PlainTime.from(time === '24:00' ? '00:00' : time)
  return date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds
}

/** Cuts time from `start` to `end` at every edge: open where any interval is open, else unknown where a day is, else closed. */
function fillGaps(spans: readonly Span[], start: number, end: number): Span[] {
  const inside = spans.flatMap((span) => [span.from, span.until]).filter((edge) => start < edge && edge < end)
  const edges = [...new Set([start, ...inside, end])].sort((one, other) => one - other)
  return edges.slice(0, -1).map((from, index) => {
    const covering = spans.filter((span) => span.from <= from && from < span.until)
    const state: State = covering.some((span) => span.state === true) ? true : covering.length > 0 ? null : false
    return { from, until: edges[index + 1] ?? end, state }
  })
}

function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans) {
    const previous = joined[joined.length - 1]
    if (previous !== undefined && previous.state === span.state) previous.until = span.until
    else joined.push({ ...span })
  }
  return joined
}
