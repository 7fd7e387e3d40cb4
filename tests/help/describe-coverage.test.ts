import { describe, expect, it } from 'vitest'
import { changeDirectory } from '../../src/help/change-directory.ts'
import { describeCoverage } from '../../src/help/describe-coverage.ts'
import type { Directory } from '../../src/help/directory.ts'
import { aDirectory, aListing, anEmergencyListing, now, settings } from '../support/directory.ts'
import type { ListingFacts } from '../support/directory.ts'

const coverageOf = (...facts: ListingFacts[]) => describeCoverage(aDirectory(facts.map((entry) => aListing(entry))), 'FI', now, settings)

describe('the coverage of a country', () => {
  it('counts its own listings by kind and state, and names what is missing', () => {
    const directory = aDirectory([anEmergencyListing(), aListing({ languages: ['sv', 'fi'] }), aListing({ kind: 'police_report', verifiedAt: now })])
    expect(describeCoverage(directory, 'FI', now, settings)).toMatchObject({
      coverage: 'country',
      languages: ['fi', 'sv'],
      verification: { verified: 1, due: 0, unverified: 2, overdue: 0 },
      emergencyNumbers: [{ number: '112' }],
      gaps: ['image_removal', 'reporting_hotline', 'prevention_service'],
    })
  })

  it('counts nothing that is not served any more', () => {
    const coverage = coverageOf({ verifiedAt: new Date('2024-01-01') }, { kind: 'police_report', importedAt: new Date('2024-01-01') })
    expect(coverage.coverage).toBe('emergency_only')
    expect(coverage.kinds.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0])
    expect(coverage.verification).toEqual({ verified: 0, due: 0, unverified: 0, overdue: 0 })
  })

  it('names a missing line for children where there is one for adults only', () => {
    expect(coverageOf({ audiences: ['adult'] }).gaps).toContain('child_support_line')
    expect(coverageOf({ audiences: [] }).gaps).not.toContain('child_support_line')
  })

  it('does not take worldwide services for its own', () => {
    expect(coverageOf({ worldwide: true })).toMatchObject({ coverage: 'worldwide_only', gaps: expect.arrayContaining(['support_line']) })
  })

  it('holds until the first check falls due, and no longer', () => {
    const day = 24 * 60 * 60 * 1000
    const checked = { kind: 'police_report' as const, verifiedAt: now }
    const directory = aDirectory([aListing(checked), aListing({ ...checked, verifiedAt: new Date(now.getTime() - day) })])
    const coverage = describeCoverage(directory, 'FI', now, settings)
    expect(coverage.until).toBe(now.getTime() + (settings.verifyDays.police_report - 1) * day)
    const before = describeCoverage(directory, 'FI', new Date((coverage.until ?? 0) - 1), settings)
    const after = describeCoverage(directory, 'FI', new Date(coverage.until ?? 0), settings)
    expect([coverage, before, after].map(({ verification: { verified, due } }) => ({ verified, due }))).toEqual([
      { verified: 2, due: 0 },
      { verified: 2, due: 0 },
      { verified: 1, due: 1 },
    ])
  })

  it('says no end where nothing is of its own', () => {
    expect(describeCoverage(aDirectory([aListing()]), 'SE', now, settings)).toMatchObject({ from: null, until: null })
  })

  it('counts again what was published, withdrawn or checked in another version', () => {
    const first = aListing()
    const directory = aDirectory([first])
    const counted = (of: Directory) => describeCoverage(of, 'FI', now, settings).kinds.find(({ kind }) => kind === 'support_line')?.count
    expect(counted(directory)).toBe(1)
    const changes = { version: 2, changedAt: now, guidance: [], withdrawnGuidance: [], labelSets: [] }
    expect(counted(changeDirectory(directory, { ...changes, listings: [aListing()], withdrawnListings: [] }))).toBe(2)
    expect(counted(changeDirectory(directory, { ...changes, listings: [], withdrawnListings: [first.id] }))).toBe(0)
    expect(counted(directory)).toBe(1)
  })
})
