import { describe, expect, it } from 'vitest'
import type { OpeningHours } from '../../src/help/opening-hours.ts'
import { channelOpen, listingOpen } from '../../src/help/open-state.ts'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { aChannel, aDirectory, aListing, aQuestion, settings } from '../support/directory.ts'

const daily = (opens: string, closes: string): OpeningHours => ({
  mode: 'weekly',
  weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], opens, closes }],
  exceptions: [],
  publicHolidays: 'unknown',
})
const noon = new Date('2026-03-10T12:00:00Z')
const open = (...hours: OpeningHours[]) => {
  const { openNow, nextChange } = listingOpen(hours.map((entry) => aChannel({ hours: entry })), 'UTC', noon)
  return [openNow, nextChange?.toISOString().slice(11, 16) ?? null]
}

describe('a listing with several channels', () => {
  it.each([
    ['is open when one is', [daily('09:00', '17:00'), daily('13:00', '14:00')], [true, '17:00']],
    ['is closed only when all are', [daily('13:00', '17:00'), daily('14:00', '15:00')], [false, '13:00']],
    ['is unknown when the others are closed', [daily('13:00', '17:00'), { mode: 'unknown' }], [null, '13:00']],
    ['has no change beside a line that never closes', [{ mode: 'always' }, daily('09:00', '17:00')], [true, null]],
    ['stays open while one takes over from the other', [daily('09:00', '13:00'), daily('12:30', '20:00')], [true, '20:00']],
    ['is open at once when one closes as the other opens', [daily('09:00', '13:00'), daily('13:00', '20:00')], [true, '20:00']],
    ['says nothing when nobody knows', [{ mode: 'unknown' }], [null, null]],
  ] satisfies [string, OpeningHours[], unknown[]][])('%s', (_name, hours, expected) => {
    expect(open(...hours)).toEqual(expected)
  })
})

describe('the instant from which an answer holds', () => {
  it('is the last opening or closing, or the publication after it', () => {
    const computedAt = (changedAt: string) => {
      const directory = aDirectory([aListing({ timeZone: 'UTC', channels: [aChannel({ hours: daily('09:00', '17:00') })] })])
      return chooseHelp({ ...directory, changedAt: new Date(changedAt) }, aQuestion(), noon, settings).computedAt.toISOString()
    }
    expect(computedAt('2026-03-01T00:00:00Z')).toBe('2026-03-10T09:00:00.000Z')
    expect(computedAt('2026-03-10T10:30:00Z')).toBe('2026-03-10T10:30:00.000Z')
  })
})

describe('a remembered state', () => {
  it('is forgotten at its next change, and not used for an earlier time', () => {
    const channel = aChannel({ hours: daily('09:00', '17:00') })
    const at = (time: string) => channelOpen(channel, 'UTC', new Date(`2026-03-10T${time}:00Z`)).openNow
    expect([at('12:00'), at('16:59'), at('17:00'), at('12:00'), at('08:59'), at('09:00')]).toEqual([true, true, false, true, false, true])
  })

  it('is not used for another time zone', () => {
    const channel = aChannel({ hours: daily('09:00', '17:00') })
    expect([channelOpen(channel, 'UTC', noon).openNow, channelOpen(channel, 'Asia/Tokyo', noon).openNow]).toEqual([true, false])
  })
})
