import { describe, expect, it } from 'vitest'
import { chooseHelp } from '../../src/help/choose-help.ts'
import { serveListing } from '../../src/help/serve-listing.ts'
import { verificationState } from '../../src/help/verification.ts'
import { aDirectory, aListing, aQuestion, settings } from '../support/directory.ts'
import type { ListingFacts } from '../support/directory.ts'

const day = 24 * 60 * 60 * 1000
const checked = new Date('2026-01-01T00:00:00Z')
const after = (days: number) => new Date(checked.getTime() + days * day)

function stateAfter(days: number, facts: ListingFacts = {}, unverifiedDays = 365) {
  const { status, mayBeServed, nextDue } = verificationState(
    aListing({ verifiedAt: checked, importedAt: checked, ...facts }),
    { ...settings, unverifiedDays },
    after(days),
  )
  return [status, mayBeServed, nextDue?.toISOString() ?? null]
}

const due90 = '2026-04-01T00:00:00.000Z'
const due180 = '2026-06-30T00:00:00.000Z'

describe('a check', () => {
  it.each([
    ['holds until it is due', {}, 89.99, ['verified', true, due90]],
    ['is due after its period', {}, 90, ['due', true, due90]],
    ['is due until twice its period', {}, 179.99, ['due', true, due90]],
    ['is overdue after that, and nothing is served', {}, 180, ['overdue', false, due90]],
    ['of a hotline holds twice as long', { kind: 'reporting_hotline' }, 179, ['verified', true, due180]],
    ['of a worldwide service never hides it', { worldwide: true }, 5000, ['overdue', true, due90]],
    ['of emergency numbers never hides them', { kind: 'emergency_service' }, 5000, ['overdue', true, due90]],
  ] satisfies [string, ListingFacts, number, unknown[]][])('%s', (_name, facts, days, expected) => {
    expect(stateAfter(days, facts)).toEqual(expected)
  })
})

describe('what nobody has checked', () => {
  const unchecked = { verifiedAt: null }

  it('is served for a year after its import, and marked', () => {
    expect(stateAfter(364.9, unchecked)).toEqual(['unverified', true, null])
    expect(stateAfter(365, unchecked)).toEqual(['unverified', false, null])
  })

  it('is never served where the setting says so, except the floor', () => {
    expect(stateAfter(0, unchecked, 0)).toEqual(['unverified', false, null])
    expect(stateAfter(0, { ...unchecked, worldwide: true }, 0)).toEqual(['unverified', true, null])
    expect(stateAfter(0, { ...unchecked, kind: 'emergency_service' }, 0)).toEqual(['unverified', true, null])
  })
})

describe('an overdue listing', () => {
  const overdue = aListing({ slug: 'overdue', verifiedAt: checked })
  const directory = aDirectory([overdue])

  it('is in no answer, and the reason is named', () => {
    const choice = chooseHelp(directory, aQuestion(), after(200), settings)
    expect(choice.sections).toEqual([])
    expect(choice.leftOut).toEqual([{ slug: 'overdue', rule: 'S3' }])
  })

  it('is not in the catalogue', () => {
    const anyone = { country: 'FI', locales: [], audience: null, ageBand: 'unknown' } as const
    expect(serveListing(directory, overdue, anyone, after(200), settings)).toBeNull()
    expect(serveListing(directory, overdue, anyone, after(100), settings)?.verification.status).toBe('due')
  })

  it('goes out of the answer at the instant that the answer named', () => {
    const { nextChange } = chooseHelp(directory, aQuestion(), after(100), settings)
    expect(nextChange).toEqual(after(180))
  })
})
