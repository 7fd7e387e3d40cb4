/**
 * The grammar of the part of OpenStreetMap's `opening_hours` that services use: weekdays, times, public holidays and dates.
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */
import { type Weekday, weekdays } from '../../help/opening-hours.ts'

/** Minutes after midnight of the day on which the interval opens; `closes` may lie in the next day (up to 48:00). */
type OsmInterval = { opens: number; closes: number }

/** A day of the year, or of one year only. */
export type OsmDate = { year: number | null; month: number; day: number }

export type OsmRule = {
  /** The part of the text that says it, for messages. */
  text: string
  /** Joined with `,`: adds to earlier rules. Joined with `;`: replaces them on the days it names. */
  adds: boolean
  /** Empty when the rule is about dates or public holidays only. */
  days: Weekday[]
  publicHolidays: boolean
  dates: { from: OsmDate; to: OsmDate }[]
  /** An empty list means closed. */
  intervals: OsmInterval[]
}

/** Text that is not in the grammar; the message says what stands where and ends no sentence. */
export class OsmHoursFault extends Error {}

const dayNames: Readonly<Record<string, Weekday>> = { Mo: 'mo', Tu: 'tu', We: 'we', Th: 'th', Fr: 'fr', Sa: 'sa', Su: 'su' }
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const tokenPattern = /24\/7|\d{1,2}:\d{2}|\d{4}|\d{1,2}|[A-Za-z]+|[-,;]|\S/g

/** Splits opening hours into rules. Throws `OsmHoursFault` for anything outside the grammar above. */
export function parseOsmRules(text: string): OsmRule[] {
  const tokens = [...text.matchAll(tokenPattern)].map((match) => ({ text: match[0], start: match.index }))
  let position = 0

  const peek = (offset = 0) => tokens[position + offset]?.text
  const fail = (wanted: string): never => {
    const found = peek()
    throw new OsmHoursFault(`${found === undefined ? 'the text ends' : `"${found}" stands`} where ${wanted} is expected`)
  }
  const accept = (token: string) => (peek() === token ? (position++, true) : false)
  const isDay = (token: string | undefined) => token !== undefined && Object.hasOwn(dayNames, token)
  const isMonth = (token: string | undefined) => token !== undefined && monthNames.includes(token)
  const isTime = (token: string | undefined) => token !== undefined && /^\d{1,2}:\d{2}$/.test(token)
  const isYear = (token: string | undefined) => token !== undefined && /^\d{4}$/.test(token)

  function weekday(): Weekday {
    const day = dayNames[peek() ?? '']
    if (day === undefined) return fail('a weekday (Mo, Tu, We, Th, Fr, Sa, Su)')
    position++
    return day
  }

  function dayList(rule: OsmRule): void {
    do {
      if (accept('PH')) {
        rule.publicHolidays = true
        continue
      }
      const first = weekdays.indexOf(weekday())
      const last = accept('-') ? weekdays.indexOf(weekday()) : first
      // Sa-Mo runs over the end of the week.
      for (let index = first; ; index = (index + 1) % 7) {
        rule.days.push(weekdays[index] as Weekday)
        if (index === last) break
      }
    } while ((isDay(peek(1)) || peek(1) === 'PH') && accept(','))
  }

  function date(defaults: { year: number | null; month: number | null }): OsmDate {
    const year = isYear(peek()) ? Number(tokens[position++]?.text) : defaults.year
    let month = defaults.month
    if (isMonth(peek())) month = monthNames.indexOf(tokens[position++]?.text ?? '') + 1
    if (month === null) return fail('a month (Jan to Dec)')
    const day = Number(peek())
    if (!/^\d{1,2}$/.test(peek() ?? '') || day < 1 || day > (longestMonths[month - 1] ?? 0))
      return fail(`a day of ${monthNames[month - 1]}`)
    position++
    return { year, month, day }
  }

  function dateList(rule: OsmRule): void {
    do {
      const from = date({ year: null, month: null })
      let to = from
      if (accept('-')) {
        const namesYear = isYear(peek())
        if (namesYear && from.year === null) fail('a date without a year')
        const namesMonth = isMonth(peek(namesYear ? 1 : 0))
        to = date({ year: from.year, month: namesMonth ? null : from.month })
        const wraps = to.month < from.month || (to.month === from.month && to.day < from.day)
        if (!namesYear && to.year !== null && wraps) to = { ...to, year: to.year + 1 }
      }
      rule.dates.push({ from, to })
    } while ((isMonth(peek(1)) || isYear(peek(1))) && accept(','))
  }

  function time(latest: number): number {
    const [hours = 0, minutes = 0] = isTime(peek()) ? (peek() ?? '').split(':').map(Number) : fail('a time (such as 09:00)')
    if (minutes > 59 || hours * 60 + minutes > latest) fail(`a time up to ${latest === 48 * 60 ? '48:00' : '23:59'}`)
    position++
    return hours * 60 + minutes
  }

  function intervals(): OsmInterval[] {
    const list: OsmInterval[] = []
    do {
      const opens = time(24 * 60 - 1)
      if (!accept('-')) fail('"-" and a closing time')
      const closes = time(48 * 60)
      if (closes - opens > 24 * 60) throw new OsmHoursFault('an interval is longer than a day')
      list.push({ opens, closes })
    } while (isTime(peek(1)) && accept(','))
    return list
  }

  function readRule(adds: boolean): OsmRule {
    const start = tokens[position]?.start ?? text.length
    const read: OsmRule = { text: '', adds, days: [], publicHolidays: false, dates: [], intervals: [] }
    if (accept('24/7')) {
      read.days = [...weekdays]
      read.intervals = [{ opens: 0, closes: 24 * 60 }]
    } else {
      if (isMonth(peek()) || isYear(peek())) dateList(read)
      else if (isDay(peek()) || peek() === 'PH') dayList(read)
      else if (isTime(peek())) read.days = [...weekdays]
      else fail('a weekday, a date, PH, a time or 24/7')
      if (!accept('off') && !accept('closed')) read.intervals = intervals()
    }
    read.text = text.slice(start, tokens[position]?.start ?? text.length).trim()
    return read
  }

  const rules = [readRule(false)]
  while (position < tokens.length) {
    if (accept(';')) {
      // A closing semicolon ends the text.
      if (position < tokens.length) rules.push(readRule(false))
    } else if (accept(',')) rules.push(readRule(true))
    else fail('";", "," or the end')
  }
  return rules
}
