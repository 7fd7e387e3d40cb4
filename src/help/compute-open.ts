import type { OpenState } from './choice.ts'
import { weekdays } from './opening-hours.ts'
import type { OpeningHours, WeeklyHours } from './opening-hours.ts'
import { alwaysValid } from './period.ts'
import type { Period } from './period.ts'
import { dayNumber, instantOn, weekdayOf, zoneDay, zoneDayAt } from './zone-day.ts'

/** Whether a service is open, and from when until when that is so. */
export type OpenPeriod = OpenState & Period

/** Days after which a week has shown all that it holds: a week, and the night that runs into it. */
const searchDays = 8

type State = boolean | null
type Span = { from: number; until: number; state: State }

/**
 * Whether hours are open at an instant, in the service's own time zone: true, false, or null when nobody knows.
 * Clock changes follow the zone's rules: an hour that does not exist moves forward, one that comes twice counts from its first.
 * Weekly hours say nothing of public holidays unless an exception does, so a screen shows `publicHolidays` beside them.
 */
export function computeOpen(hours: OpeningHours, timeZone: string | null, now: Date): OpenPeriod {
  if (hours.mode === 'always') return alwaysOpen
  return hours.mode !== 'weekly' || timeZone === null ? neverKnown : weeklyOpen(hours, timeZone, now.getTime())
}

// One for all that time does not change: there are hundreds of thousands of such hours.
export const alwaysOpen: OpenPeriod = Object.freeze({ openNow: true, nextChange: null, ...alwaysValid })
export const neverKnown: OpenPeriod = Object.freeze({ openNow: null, nextChange: null, ...alwaysValid })

function weeklyOpen(hours: WeeklyHours, timeZone: string, now: number): OpenPeriod {
  const today = zoneDayAt(timeZone, now).number
  const current = stateSpans(hours, timeZone, today, today).find((span) => span.from <= now && now < span.until)
  if (current === undefined) throw new Error('opening hours leave a gap in time')
  const edges = hours.exceptions.flatMap(({ from, to }) => [dayNumber(from), dayNumber(to) + 1])
  const search: Search = { hours, timeZone, state: current.state, now, today, edges }
  const until = nextOther(search)
  return { openNow: current.state, nextChange: until === null ? null : new Date(until), from: lastOther(search), until }
}

/**
 * `edges`: the first day of each exception, and the day after its last. Between two of them every week is like the other: what
 * lasts a week lasts until the next of them. So decades are skipped: an exception may be long, or far away.
 */
type Search = { hours: WeeklyHours; timeZone: string; state: State; now: number; today: number; edges: readonly number[] }

/** When another state than that of `now` begins; null when none does. */
function nextOther({ hours, timeZone, state, now, today, edges }: Search): number | null {
  for (let day = today, alike = 0; ; ) {
    const other = stateSpans(hours, timeZone, day, day).find((span) => span.until > now && span.state !== state)
    if (other !== undefined) return other.from
    alike = edges.includes(day) ? 0 : alike + 1
    day += 1
    if (alike < searchDays) continue
    const later = edges.filter((edge) => edge >= day)
    if (later.length === 0) return null
    day = Math.min(...later)
  }
}

/** When the last other state before `now` ended; null when there never was one. */
function lastOther({ hours, timeZone, state, now, today, edges }: Search): number | null {
  for (let day = today, alike = 0; ; ) {
    const other = stateSpans(hours, timeZone, day, day).findLast((span) => span.from <= now && span.state !== state)
    if (other !== undefined) return other.until
    alike = edges.includes(day) ? 0 : alike + 1
    day -= 1
    if (alike < searchDays) continue
    const earlier = edges.filter((edge) => edge <= day)
    if (earlier.length === 0) return null
    day = Math.max(...earlier)
  }
}

/** What is known of all time from the first day to the last: open, closed or unknown. */
function stateSpans(hours: WeeklyHours, timeZone: string, first: number, last: number): Span[] {
  const spans: Span[] = []
  for (let number = first - 1; number <= last; number += 1) {
    const day = zoneDay(timeZone, number)
    const intervals = intervalsOf(hours, number)
    if (intervals === null) spans.push({ from: day.start, until: day.end, state: null })
    for (const { opens, closes } of intervals ?? []) {
      const from = instantOn(timeZone, day, opens)
      const closesNextDay = closes !== '24:00' && closes <= opens
      const until = instantOn(timeZone, closesNextDay ? zoneDay(timeZone, number + 1) : day, closes)
      if (from < until) spans.push({ from, until, state: true })
    }
  }
  return fillGaps(joinOpen(spans), zoneDay(timeZone, first).start, zoneDay(timeZone, last).end)
}

/** The intervals that begin on a day: those of its exception, else of its weekday; null when nobody knows them. */
function intervalsOf(hours: WeeklyHours, number: number): readonly { opens: string; closes: string }[] | null {
  const exception = hours.exceptions.find(({ from, to }) => dayNumber(from) <= number && number <= dayNumber(to))
  if (exception !== undefined) return exception.intervals
  const weekday = weekdays[weekdayOf(number)]
  return hours.weekly.filter((entry) => weekday !== undefined && entry.days.includes(weekday))
}

/** The same with one span for all open ones that touch: a day may have fifty, and below every edge is held against every span. */
function joinOpen(spans: readonly Span[]): Span[] {
  const joined = spans.filter(({ state }) => state === null)
  let last: Span | undefined
  for (const span of spans.filter(({ state }) => state === true).sort((one, other) => one.from - other.from)) {
    if (last !== undefined && span.from <= last.until) last.until = Math.max(last.until, span.until)
    else joined.push((last = { ...span }))
  }
  return joined
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
