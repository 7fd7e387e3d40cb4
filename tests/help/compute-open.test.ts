import { fc, test } from '../support/fast-check.ts'
import { describe, expect, it } from 'vitest'
import { computeOpen } from '../../src/help/compute-open.ts'
import type { OpeningHours, WeeklyHours } from '../../src/help/opening-hours.ts'

const weekly = (days: WeeklyHours['weekly'][number]['days'], opens: string, closes: string, rest: Partial<WeeklyHours> = {}): OpeningHours => ({
  mode: 'weekly',
  weekly: [{ days, opens, closes }],
  exceptions: [],
  publicHolidays: 'unknown',
  ...rest,
})
const everyDay: WeeklyHours['weekly'][number]['days'] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']

function openAt(hours: OpeningHours, timeZone: string, instant: string) {
  const { openNow, nextChange } = computeOpen(hours, timeZone, new Date(instant))
  return [openNow, nextChange?.toISOString() ?? null]
}

describe('open now and next change', () => {
  it('says nothing of unknown hours and hours by appointment', () => {
    expect(openAt({ mode: 'unknown' }, 'Europe/Helsinki', '2026-03-10T12:00:00Z')).toEqual([null, null])
    expect(openAt({ mode: 'by_appointment' }, 'Europe/Helsinki', '2026-03-10T12:00:00Z')).toEqual([null, null])
  })

  it('has no next change for an always-open line, nor for a week without a gap', () => {
    expect(openAt({ mode: 'always' }, 'Europe/Helsinki', '2026-03-10T12:00:00Z')).toEqual([true, null])
    expect(openAt(weekly(everyDay, '00:00', '24:00'), 'Europe/Helsinki', '2026-03-10T12:00:00Z')).toEqual([true, null])
  })

  // 2026-03-10 is a Tuesday; Helsinki is UTC+2 in winter, UTC+3 in summer.
  it.each([
    ['before opening', weekly(['tu'], '09:00', '17:00'), '2026-03-10T06:59:59Z', [false, '2026-03-10T07:00:00.000Z']],
    ['at opening', weekly(['tu'], '09:00', '17:00'), '2026-03-10T07:00:00Z', [true, '2026-03-10T15:00:00.000Z']],
    ['at closing', weekly(['tu'], '09:00', '17:00'), '2026-03-10T15:00:00Z', [false, '2026-03-17T07:00:00.000Z']],
    ['at 24:00', weekly(['tu'], '09:00', '24:00'), '2026-03-10T21:59:59Z', [true, '2026-03-10T22:00:00.000Z']],
    ['in the night after', weekly(['mo'], '22:00', '04:00'), '2026-03-10T01:00:00Z', [true, '2026-03-10T02:00:00.000Z']],
    ['the same time twice means a whole day', weekly(['tu'], '09:00', '09:00'), '2026-03-11T06:00:00Z', [true, '2026-03-11T07:00:00.000Z']],
  ])('%s', (_case, hours, instant, expected) => {
    expect(openAt(hours, 'Europe/Helsinki', instant)).toEqual(expected)
  })

  it('joins intervals that touch', () => {
    const hours: OpeningHours = {
      mode: 'weekly',
      weekly: [
        { days: everyDay, opens: '08:00', closes: '24:00' },
        { days: everyDay, opens: '00:00', closes: '02:00' },
      ],
      exceptions: [],
      publicHolidays: 'same',
    }
    expect(openAt(hours, 'UTC', '2026-03-10T23:30:00Z')).toEqual([true, '2026-03-11T02:00:00.000Z'])
  })

  it('moves with the clock in spring and autumn', () => {
    const office = weekly(everyDay, '09:00', '17:00')
    expect(openAt(office, 'Europe/Helsinki', '2026-03-28T16:00:00Z')).toEqual([false, '2026-03-29T06:00:00.000Z'])
    expect(openAt(office, 'Europe/Helsinki', '2026-10-24T16:00:00Z')).toEqual([false, '2026-10-25T07:00:00.000Z'])
  })

  it('opens after the hour that a clock change leaves out, and closes at the first of an hour that comes twice', () => {
    // Helsinki: 2026-03-29 03:00 → 04:00; 2026-10-25 04:00 → 03:00.
    expect(openAt(weekly(['su'], '03:30', '10:00'), 'Europe/Helsinki', '2026-03-29T00:00:00Z')).toEqual([false, '2026-03-29T01:30:00.000Z'])
    expect(openAt(weekly(['su'], '01:00', '03:30'), 'Europe/Helsinki', '2026-10-24T23:00:00Z')).toEqual([true, '2026-10-25T00:30:00.000Z'])
  })

  it('follows zones that changed their rules', () => {
    // Kazakhstan moved to UTC+5 on 2024-03-01; Samoa has had no summer time since 2021; Nepal is UTC+5:45.
    expect(openAt(weekly(everyDay, '09:00', '17:00'), 'Asia/Almaty', '2026-03-10T03:59:00Z')).toEqual([false, '2026-03-10T04:00:00.000Z'])
    expect(openAt(weekly(everyDay, '09:00', '17:00'), 'Pacific/Apia', '2026-01-10T20:00:00Z')).toEqual([true, '2026-01-11T04:00:00.000Z'])
    expect(openAt(weekly(everyDay, '09:00', '17:00'), 'Asia/Kathmandu', '2026-03-10T03:14:00Z')).toEqual([false, '2026-03-10T03:15:00.000Z'])
  })

  it('lets an exception replace its days, and says nothing where nobody knows its hours', () => {
    const closed = weekly(everyDay, '09:00', '17:00', { exceptions: [{ from: '2026-12-24', to: '2027-01-06', intervals: [] }] })
    expect(openAt(closed, 'UTC', '2026-12-25T12:00:00Z')).toEqual([false, '2027-01-07T09:00:00.000Z'])
    const unknown = weekly(everyDay, '09:00', '17:00', { exceptions: [{ from: '2026-12-25', to: '2026-12-25', intervals: null }] })
    expect(openAt(unknown, 'UTC', '2026-12-25T12:00:00Z')).toEqual([null, '2026-12-26T00:00:00.000Z'])
  })

  test.prop([
    fc.array(
      fc.record({
        days: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }),
        opens: fc.integer({ min: 0, max: 47 }),
        closes: fc.integer({ min: 0, max: 48 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    fc.constantFrom('Europe/Helsinki', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu', 'America/Santiago'),
    fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
  ])('holds from its beginning until the next change, and is different there', (rows, timeZone, instant) => {
    const clock = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
    const hours: OpeningHours = {
      mode: 'weekly',
      weekly: rows.map((row) => ({ days: row.days, opens: clock(row.opens), closes: clock(row.closes) })),
      exceptions: [],
      publicHolidays: 'unknown',
    }
    const state = computeOpen(hours, timeZone, instant)
    if (state.nextChange === null) return
    expect(state.nextChange.getTime()).toBeGreaterThan(instant.getTime())
    const justBefore = computeOpen(hours, timeZone, new Date(state.nextChange.getTime() - 1))
    expect(justBefore.openNow).toBe(state.openNow)
    expect(justBefore.from).toEqual(state.from)
    expect(computeOpen(hours, timeZone, state.nextChange).openNow).toBe(!state.openNow)
  })

  it.each([
    ['closed from a day on, for ever', '2026-12-01', '9999-12-31', [], '2026-11-20T12:00:00Z', [true, '2026-11-30T22:00:00.000Z']],
    ['closed for ever since', '2026-12-01', '9999-12-31', [], '2026-12-20T12:00:00Z', [false, '9999-12-31T22:00:00.000Z']],
    ['unknown on a day far away', '2099-12-25', '2099-12-25', null, '2026-11-20T12:00:00Z', [true, '2099-12-24T22:00:00.000Z']],
    ['closed on a day long ago', '1990-12-25', '1990-12-25', [], '2026-11-20T12:00:00Z', [true, null]],
  ] as const)('knows at once what an exception means that is long or far away: %s', (_case, from, to, intervals, instant, expected) => {
    const hours = weekly(everyDay, '00:00', '24:00', { exceptions: [{ from, to, intervals: intervals === null ? null : [] }] })
    expect(openAt(hours, 'Europe/Helsinki', instant)).toEqual(expected)
  })

  const day = fc.integer({ min: 0, max: 200 })
  const dateOf = (number: number) => new Date(Date.UTC(2026, 8, 1 + number)).toISOString().slice(0, 10)
  test.prop([
    fc.array(
      fc.record({
        first: day,
        days: fc.integer({ min: 0, max: 60 }),
        intervals: fc.constantFrom<{ opens: string; closes: string }[] | null>(null, [], [{ opens: '00:00', closes: '24:00' }], [{ opens: '20:00', closes: '02:00' }]),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constantFrom(weekly(everyDay, '00:00', '24:00'), weekly(['we'], '09:00', '17:00'), weekly(['su', 'mo'], '22:00', '06:00')),
    day,
    fc.integer({ min: 0, max: 86_399 }),
  ])('is the same from its beginning until the next change, and different on both sides, whatever exceptions say', (rows, week, date, second) => {
    const exceptions = rows.map(({ first, days, intervals }) => ({ from: dateOf(first), to: dateOf(first + days), intervals }))
    const hours = week.mode === 'weekly' ? { ...week, exceptions } : week
    const now = Date.parse(dateOf(date)) + second * 1000
    const { openNow, from, until } = computeOpen(hours, 'Europe/Helsinki', new Date(now))
    const stateAt = (time: number) => computeOpen(hours, 'Europe/Helsinki', new Date(time)).openNow
    const hour = 3_600_000
    // Beyond the last exception, and before the first, two weeks show all that ever comes.
    const [begin, end] = [from ?? Date.parse(dateOf(-14)), until ?? Date.parse(dateOf(275))]
    for (let time = Math.max(begin, now - 400 * hour); time < Math.min(end, now + 400 * hour); time += 11 * hour) expect(stateAt(time)).toBe(openNow)
    if (from !== null) expect(stateAt(from - 1)).not.toBe(openNow)
    if (until !== null) expect([stateAt(until - 1), stateAt(until) === openNow]).toEqual([openNow, false])
  })
})
