import { describe, expect, it } from 'vitest'
import { describeCoverage } from '../../src/help/describe-coverage.ts'
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
})
