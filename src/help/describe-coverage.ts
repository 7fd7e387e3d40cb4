import type { Coverage } from './choice.ts'
import type { EmergencyNumber } from './choice.ts'
import type { Directory, PublishedListing } from './directory.ts'
import { emergencyNumbersOf } from './emergency-numbers.ts'
import { verificationState } from './verification.ts'
import type { ServingSettings } from './verification.ts'
import { kinds, verificationStatuses } from './vocabulary.ts'
import type { Kind, VerificationStatus } from './vocabulary.ts'

/** What a country should have and has not: kinds without a listing, and lines that children can call. */
type Gap = Kind | 'child_support_line'

export type CountryCoverage = {
  country: string
  /** `country`: something of its own. `worldwide_only` and `emergency_only`: nothing but what their names say. */
  coverage: Coverage
  /** Every kind, also those with none. Emergency services are one listing a country. */
  kinds: { kind: Kind; count: number }[]
  /** Languages in which some service answers. */
  languages: string[]
  verification: Record<VerificationStatus, number>
  emergencyNumbers: readonly EmergencyNumber[]
  gaps: Gap[]
}

/** What the directory has for a country at an instant, and what is missing. Only what would be served is counted. */
export function describeCoverage(directory: Directory, country: string, now: Date, settings: ServingSettings): CountryCoverage {
  const served = (directory.byCountry.get(country) ?? []).flatMap((listing) => {
    const { status, mayBeServed } = verificationState(listing, settings, now)
    return mayBeServed ? [{ listing, status }] : []
  })
  const listings = served.map(({ listing }) => listing)
  const counts = kinds.map((kind) => ({ kind, count: listings.filter(({ content }) => content.kind === kind).length }))
  const own = listings.some(({ content }) => content.kind !== 'emergency_service')
  const verification = Object.fromEntries(
    verificationStatuses.map((status) => [status, served.filter((entry) => entry.status === status).length]),
  ) as Record<VerificationStatus, number>
  return {
    country,
    coverage: own ? 'country' : directory.worldwide.length > 0 ? 'worldwide_only' : 'emergency_only',
    kinds: counts,
    languages: [...new Set(listings.flatMap(({ content }) => content.languages))].sort(),
    verification,
    emergencyNumbers: emergencyNumbersOf(directory, country).numbers,
    gaps: [...counts.filter(({ count }) => count === 0).map(({ kind }) => kind), ...(listings.some(isChildLine) ? [] : (['child_support_line'] as const))],
  }
}

function isChildLine({ content: { kind, audiences } }: PublishedListing): boolean {
  return kind === 'support_line' && (audiences.length === 0 || audiences.includes('child'))
}
