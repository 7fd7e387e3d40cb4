import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openingHours, type Weekday, type WeeklyHours, weekdays } from '../../../src/help/opening-hours.ts'
import { readOsmOpeningHours } from '../../../src/interchange/formats/osm-opening-hours.ts'

const everyDay: Weekday[] = [...weekdays]
const workdays: Weekday[] = ['mo', 'tu', 'we', 'th', 'fr']
const weekly = (...entries: [Weekday[], string, string][]) => entries.map(([days, opens, closes]) => ({ days, opens, closes }))

function hoursOf(text: string, year = 2026) {
  const reading = readOsmOpeningHours(text, year)
  if ('fault' in reading) throw new Error(`${text}: ${reading.fault}`)
  return reading.hours
}

function weekOf(text: string) {
  const hours = hoursOf(text)
  if (hours.mode !== 'weekly') throw new Error(`${text} gives ${hours.mode}`)
  return hours.weekly
}

describe('hours that services write are kept', () => {
  test.each([
    ['Mo-Fr 09:00-17:00', weekly([workdays, '09:00', '17:00'])],
    ['12:00-20:00', weekly([everyDay, '12:00', '20:00'])],
    ['Mo-Su 07:00-24:00', weekly([everyDay, '07:00', '24:00'])],
    ['Mo-Su 10:00-04:00', weekly([everyDay, '10:00', '04:00'])],
    ['Mo-Su 10:00-28:00', weekly([everyDay, '10:00', '04:00'])],
    ['Sa-Mo 10:00-12:00', weekly([['mo', 'sa', 'su'], '10:00', '12:00'])],
    [
      'Su-Fr 16:15-22:45; Sa 16:15-23:45',
      weekly([['mo', 'tu', 'we', 'th', 'fr', 'su'], '16:15', '22:45'], [['sa'], '16:15', '23:45']),
    ],
    ['Mo,We,Fr 12:00-20:00; Tu,Th 08:00-16:00', weekly([['mo', 'we', 'fr'], '12:00', '20:00'], [['tu', 'th'], '08:00', '16:00'])],
    ['Mo 9:00-12:00,13:00-17:00', weekly([['mo'], '09:00', '12:00'], [['mo'], '13:00', '17:00'])],
    ['Mo-We 10:00-12:00, We-Th 14:00-16:00', weekly([['mo', 'tu', 'we'], '10:00', '12:00'], [['we', 'th'], '14:00', '16:00'])],
    ['Mo-Su 10:00-12:00; We off;', weekly([['mo', 'tu', 'th', 'fr', 'sa', 'su'], '10:00', '12:00'])],
  ])('%s', (text, expected) => expect(weekOf(text)).toEqual(expected))

  test.each(['24/7', 'Mo-Su 00:00-24:00', '00:00-24:00'])('%s is always', (text) =>
    expect(hoursOf(text)).toEqual({ mode: 'always' }),
  )

  test('"by appointment" needs no times', () => expect(hoursOf('"by appointment"')).toEqual({ mode: 'by_appointment' }))
})

describe('a later rule for the same day replaces the earlier one, as OpenStreetMap defines, and the editor is told', () => {
  test('Mo-Fr 09:00-15:00; Mo 17:00-19:00', () => {
    expect(readOsmOpeningHours('Mo-Fr 09:00-15:00; Mo 17:00-19:00', 2026)).toEqual({
      hours: {
        mode: 'weekly',
        weekly: weekly([['mo'], '17:00', '19:00'], [['tu', 'we', 'th', 'fr'], '09:00', '15:00']),
        exceptions: [],
        publicHolidays: 'unknown',
      },
      notices: ['"Mo 17:00-19:00" replaces the earlier hours of mo, as a rule after ";" does; "," would add them'],
    })
  })
})

describe('public holidays are closed only when the text says so', () => {
  test.each([
    ['Mo-Sa 18:00-22:00; PH off', 'closed'],
    ['Mo-Fr 18:00-22:00; Sa-Su,PH off', 'closed'],
    ['Mo-Sa 18:00-22:00', 'unknown'],
  ])('%s: %s', (text, publicHolidays) => expect(hoursOf(text)).toMatchObject({ mode: 'weekly', publicHolidays }))

  test('a line that is always open but on holidays has a week', () => {
    expect(hoursOf('24/7; PH off')).toMatchObject({
      mode: 'weekly',
      weekly: weekly([everyDay, '00:00', '24:00']),
      publicHolidays: 'closed',
    })
  })
})

describe('dates become exceptions', () => {
  const exceptionsOf = (text: string, year = 2026) => {
    const hours = hoursOf(text, year)
    return hours.mode === 'weekly' ? hours.exceptions : []
  }

  test('without a year: for the year of the import and the two after it, a running turn of the year included', () => {
    expect(exceptionsOf('Mo-Su 16:00-21:00; Dec 29-Jan 03 off')).toEqual([
      { from: '2025-12-29', to: '2026-01-03', intervals: [] },
      { from: '2026-12-29', to: '2027-01-03', intervals: [] },
      { from: '2027-12-29', to: '2028-01-03', intervals: [] },
      { from: '2028-12-29', to: '2029-01-03', intervals: [] },
    ])
  })

  test('with a year: once', () => {
    expect(exceptionsOf('Mo-Su 16:00-21:00; 2026 Dec 24-2027 Jan 02 off; 2027 Feb 03 10:00-12:00')).toEqual([
      { from: '2026-12-24', to: '2027-01-02', intervals: [] },
      { from: '2027-02-03', to: '2027-02-03', intervals: [{ opens: '10:00', closes: '12:00' }] },
    ])
  })

  test('29 February only in leap years', () => {
    expect(exceptionsOf('Mo-Su 16:00-21:00; Feb 29 off', 2026)).toEqual([{ from: '2028-02-29', to: '2028-02-29', intervals: [] }])
  })
})

describe('what is not understood is a fault, never half a week', () => {
  test.each([
    ['', 'the text ends where a weekday, a date, PH, a time or 24/7 is expected'],
    ['Mo-Fr', 'the text ends where a time (such as 09:00) is expected'],
    ['weekdays 9 to 5', '"weekdays" stands where a weekday, a date, PH, a time or 24/7 is expected'],
    ['Mo-Fr 09:00', 'the text ends where "-" and a closing time is expected'],
    ['Mo-Fr 09:00+', '"+" stands where "-" and a closing time is expected'],
    ['Mo-Fr 24:00-25:00', '"24:00" stands where a time up to 23:59 is expected'],
    ['Mo-Fr 09:60-10:00', '"09:60" stands where a time up to 23:59 is expected'],
    ['Mo-Fr 09:00-49:00', '"49:00" stands where a time up to 48:00 is expected'],
    ['Mo-Fr 01:00-26:00', 'an interval is longer than a day'],
    ['Mo[1] 09:00-10:00', '"[" stands where a time (such as 09:00) is expected'],
    ['sunrise-sunset', '"sunrise" stands where a weekday, a date, PH, a time or 24/7 is expected'],
    ['Mo-Fr 09:00-17:00 || "call"', '"|" stands where ";", "," or the end is expected'],
    ['Mo-Fr 09:00-17:00; SH off', '"SH" stands where a weekday, a date, PH, a time or 24/7 is expected'],
    ['Mo-Fr 09:00-17:00; PH 10:00-12:00', 'hours on public holidays are not kept, only "PH off"'],
    ['Mo-Fr 09:00-17:00; Dec off', '"off" stands where a day of Dec is expected'],
    ['Mo-Fr 09:00-17:00; Apr 31 off', '"31" stands where a day of Apr is expected'],
    ['Mo-Fr 09:00-17:00; 2027 Feb 29 off', 'a date does not exist in its year'],
    ['Mo-Fr 09:00-17:00; Dec 24-26 off; Dec 26 10:00-12:00', 'two rules speak about the same date'],
    [
      'PH off; Mo-Fr 09:00-17:00',
      'rules for public holidays and dates must stand last, because a later rule for weekdays replaces them',
    ],
    ['Mo-Fr 09:00-17:00, Mo off', '"off" after "," is not kept, only after ";"'],
    ['Mo-Su off', 'the service would never be open'],
  ])('%s', (text, fault) => expect(readOsmOpeningHours(text, 2026)).toEqual({ fault }))
})

const clock = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
const interval = fc.record({ opens: clock, closes: fc.oneof(clock, fc.constant('24:00')) })
const week = fc
  .tuple(...weekdays.map(() => fc.uniqueArray(interval, { maxLength: 3, selector: (entry) => entry.opens })))
  .filter((days) => days.some((intervals) => intervals.length > 0))
const date = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
/** Ranges of dates that do not touch: pairs of neighbours in a sorted list. */
const exceptions = fc
  .tuple(fc.uniqueArray(date, { maxLength: 6 }), fc.array(interval, { maxLength: 2 }))
  .map(([dates, intervals]) => {
    const sorted = dates.toSorted()
    return sorted.flatMap((from, index) =>
      index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from, to: sorted[index + 1] ?? from, intervals }] : [],
    )
  })

describe('hours written as OpenStreetMap text are read back', () => {
  const name = (day: Weekday) => `${day.slice(0, 1).toUpperCase()}${day.slice(1)}`
  const times = (intervals: { opens: string; closes: string }[]) =>
    intervals.length === 0 ? 'off' : intervals.map((entry) => `${entry.opens}-${entry.closes}`).join(',')
  const osmDate = (iso: string) =>
    `${iso.slice(0, 4)} ${new Date(iso).toLocaleDateString('en', { month: 'short', timeZone: 'UTC' })} ${iso.slice(8)}`
  const byDay = (hours: WeeklyHours) =>
    weekdays.map((day) =>
      hours.weekly
        .filter((entry) => entry.days.includes(day))
        .map(({ opens, closes }) => `${opens}-${closes}`)
        .sort(),
    )

  test('for any week, exceptions and holidays', () => {
    fc.assert(
      fc.property(week, exceptions, fc.boolean(), (days, dated, holidaysClosed) => {
        const text = [
          ...days.map((intervals, index) => `${name(everyDay[index] ?? 'mo')} ${times(intervals)}`),
          ...dated.map((entry) => `${osmDate(entry.from)}-${osmDate(entry.to)} ${times(entry.intervals)}`),
          ...(holidaysClosed ? ['PH off'] : []),
        ].join('; ')
        const hours = hoursOf(text)
        if (hours.mode === 'always') return
        if (hours.mode !== 'weekly') throw new Error(hours.mode)
        expect(openingHours.parse(hours)).toEqual(hours)
        expect(byDay(hours)).toEqual(days.map((intervals) => intervals.map((entry) => times([entry])).sort()))
        expect(hours.exceptions).toEqual(dated)
        expect(hours.publicHolidays).toBe(holidaysClosed ? 'closed' : 'unknown')
      }),
    )
  })

  test('any text gives valid hours or a fault, and never breaks', () => {
    const pieces = fc.constantFrom(
      'Mo',
      'Tu-Fr',
      'PH',
      'Dec 29',
      '2026',
      '-',
      ',',
      ';',
      ' ',
      '09:00',
      '17:00-26:00',
      'off',
      '24/7',
      'Jan',
      '31',
      '"x"',
      'é',
      '+',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
        ),
        (text) => {
          const reading = readOsmOpeningHours(text, 2026)
          expect('fault' in reading ? reading.fault !== '' : openingHours.safeParse(reading.hours).success).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('all hours of the seed are understood', () => {
  const rows = readFileSync('seed/listings.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((row): { channels: { hours?: string }[] } => JSON.parse(row))
  const texts = rows.flatMap((row) => row.channels.flatMap((channel) => channel.hours ?? []))
  expect(texts.length).toBeGreaterThan(100)
  expect(texts.filter((text) => 'fault' in readOsmOpeningHours(text, 2026))).toEqual([])
})
