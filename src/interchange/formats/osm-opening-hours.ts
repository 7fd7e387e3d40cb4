/** OpenStreetMap `opening_hours` text as the opening hours of a channel. */
import { type OpeningHours, type Weekday, type WeeklyHours, weekdays } from '../../help/opening-hours.ts'
import { OsmHoursFault, type OsmDate, type OsmRule, parseOsmRules } from './osm-hours-rules.ts'

/** `notices` name what an editor may not have meant. */
export type HoursReading = { hours: OpeningHours; notices: string[] } | { fault: string }

type Interval = { opens: string; closes: string }

/** Years, beginning with that of the import, for which dates without a year are written down. */
const yearsAhead = 3

/**
 * Reads opening hours written in the notation of OpenStreetMap, as far as services use it: `24/7`, weekdays in ranges and lists,
 * several intervals, closing after midnight, `;` (replaces earlier hours of the days it names) and `,` (adds to them),
 * `PH off`, and dates. Dates without a year become exceptions of `year` and the two years after it. Whatever else stands
 * there is a fault: hours that are only partly understood would be a guess. Public holidays that nobody mentions stay unknown.
 */
export function readOsmOpeningHours(text: string, year: number): HoursReading {
  if (text.trim() === '"by appointment"') return { hours: { mode: 'by_appointment' }, notices: [] }
  try {
    return applyRules(parseOsmRules(text), year)
  } catch (error) {
    if (error instanceof OsmHoursFault) return { fault: error.message }
    throw error
  }
}

function applyRules(rules: readonly OsmRule[], year: number): HoursReading {
  const week = new Map<Weekday, Interval[]>(weekdays.map((day) => [day, []]))
  const exceptions: WeeklyHours['exceptions'] = []
  const notices: string[] = []
  let publicHolidays: WeeklyHours['publicHolidays'] = 'unknown'
  let beyondWeek = false

  for (const rule of rules) {
    const intervals = rule.intervals.map((entry) => ({
      opens: clock(entry.opens),
      closes: clock(entry.closes > 1440 ? entry.closes - 1440 : entry.closes),
    }))
    if (rule.publicHolidays) {
      if (intervals.length > 0) throw new OsmHoursFault('hours on public holidays are not kept, only "PH off"')
      publicHolidays = 'closed'
    }
    if (rule.dates.length > 0) {
      if (rule.adds) throw new OsmHoursFault('a rule for dates after "," is not kept, only after ";"')
      for (const range of rule.dates) exceptions.push(...datedRanges(range, year).map((dates) => ({ ...dates, intervals })))
    }
    if (rule.days.length > 0) {
      if (rule.adds && intervals.length === 0) throw new OsmHoursFault('"off" after "," is not kept, only after ";"')
      if (beyondWeek && intervals.length > 0) {
        throw new OsmHoursFault(
          'rules for public holidays and dates must stand last, because a later rule for weekdays replaces them',
        )
      }
      const replaced = rule.days.filter((day) => week.get(day)?.length !== 0)
      if (!rule.adds && intervals.length > 0 && replaced.length > 0) {
        notices.push(
          `"${rule.text}" replaces the earlier hours of ${replaced.join(', ')}, as a rule after ";" does; "," would add them`,
        )
      }
      for (const day of rule.days) week.set(day, rule.adds ? [...(week.get(day) ?? []), ...intervals] : intervals)
    }
    if (rule.publicHolidays || rule.dates.length > 0) beyondWeek = true
  }

  const weekly = gatherDays(week)
  if (weekly.length === 0) throw new OsmHoursFault('the service would never be open')
  exceptions.sort((one, other) => (one.from < other.from ? -1 : 1))
  if (exceptions.some((entry, index) => index > 0 && entry.from <= (exceptions[index - 1]?.to ?? ''))) {
    throw new OsmHoursFault('two rules speak about the same date')
  }
  const wholeDays =
    weekly.length === 1 && weekly[0]?.days.length === 7 && weekly[0].opens === '00:00' && weekly[0].closes === '24:00'
  if (wholeDays && !beyondWeek) return { hours: { mode: 'always' }, notices }
  return { hours: { mode: 'weekly', weekly, exceptions, publicHolidays }, notices }
}

/** The week as intervals with their days, in the order in which they open. */
function gatherDays(week: ReadonlyMap<Weekday, readonly Interval[]>): WeeklyHours['weekly'] {
  const gathered = new Map<string, WeeklyHours['weekly'][number]>()
  for (const day of weekdays) {
    for (const { opens, closes } of week.get(day)?.toSorted((one, other) => (one.opens < other.opens ? -1 : 1)) ?? []) {
      const same = gathered.get(`${opens}-${closes}`)
      if (same === undefined) gathered.set(`${opens}-${closes}`, { days: [day], opens, closes })
      else if (!same.days.includes(day)) same.days.push(day)
    }
  }
  return [...gathered.values()]
}

/** Dates without a year once for every year from `year` on, the turn of the year before it included. */
function datedRanges({ from, to }: { from: OsmDate; to: OsmDate }, year: number): { from: string; to: string }[] {
  if (from.year !== null && to.year !== null) {
    const range = { from: isoDate(from, from.year), to: isoDate(to, to.year) }
    if (range.from === null || range.to === null) throw new OsmHoursFault('a date does not exist in its year')
    if (range.to < range.from) throw new OsmHoursFault('a range of dates ends before it begins')
    return [{ from: range.from, to: range.to }]
  }
  const wraps = to.month < from.month || (to.month === from.month && to.day < from.day) ? 1 : 0
  const ranges: { from: string; to: string }[] = []
  for (let start = year - wraps; start < year + yearsAhead; start++) {
    const range = { from: isoDate(from, start), to: isoDate(to, start + wraps) }
    // 29 February exists in leap years only.
    if (range.from !== null && range.to !== null) ranges.push({ from: range.from, to: range.to })
  }
  return ranges
}

function isoDate({ month, day }: OsmDate, year: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : null
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
