import { describe, expect, it } from 'vitest'
import { createSharing } from '../../src/db/published/create-sharing.ts'
import { aChannel, aListing } from '../support/directory.ts'

const weekly = { mode: 'weekly', weekly: [{ days: ['mo'], opens: '09:00', closes: '17:00' }], exceptions: [], publicHolidays: 'unknown' } as const
const contents = () =>
  [[], ['en'], ['en', 'fr'], ['en', 'fr']].map((languages) =>
    structuredClone(aListing({ languages, channels: [{ ...aChannel(), languages: [...languages], hours: structuredClone(weekly) as never }] }).content),
  )

describe('contents of one reading', () => {
  it('say what they said', () => {
    expect(contents().map(createSharing())).toEqual(contents())
  })

  it('hold equal lists and hours once, and no others', () => {
    const [none, english, both, again] = contents().map(createSharing())
    expect(again?.languages).toBe(both?.languages)
    expect(again?.channels[0]?.languages).toBe(both?.languages)
    expect(again?.channels[0]?.hours).toBe(none?.channels[0]?.hours)
    expect(new Set([none?.languages, english?.languages, both?.languages]).size).toBe(3)
  })
})
