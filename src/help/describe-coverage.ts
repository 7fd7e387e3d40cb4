import type { Coverage } from './choice.ts'
import type { EmergencyNumber } from './choice.ts'
import type { Directory, PublishedListing } from './directory.ts'
import { emergencyNumbersOf } from './emergency-numbers.ts'
import { narrowPeriod, rememberWhileValid } from './period.ts'
import type { Period } from './period.ts'
import { trustAt, trustFacts } from './verification.ts'
import type { ServingSettings } from './verification.ts'
import { kinds, verificationStatuses } from './vocabulary.ts'
import type { Kind, VerificationStatus } from './vocabulary.ts'

/** What a country should have and has not: kinds without a listing, and lines that children can call. */
type Gap = Kind | 'child_support_line'

/** Holds for its period: a listing that falls due or overdue changes the counts. */
export type CountryCoverage = Period & {
  country: string
  /** `country`: something of its own. `worldwide_only` and `emergency_only`: nothing but what their names say. */
  coverage: Coverage
  /** Every kind, also those with none. Emergency services are one listing a country. */
  kinds: { kind: Kind; count: number }[]
  /** Languages in which some service answers. */
  languages: readonly string[]
  verification: Readonly<Record<VerificationStatus, number>>
  emergencyNumbers: readonly EmergencyNumber[]
  gaps: Gap[]
}

/** What the directory has for a country at an instant, and what is missing. Only what would be served is counted. */
export function describeCoverage(directory: Directory, country: string, now: Date, settings: ServingSettings): CountryCoverage {
  const own = countServed(directory.byCountry.get(country) ?? none, settings, now)
  const counts = kinds.map((kind) => ({ kind, count: own.kinds[kind] }))
  const hasOwn = counts.some(({ kind, count }) => kind !== 'emergency_service' && count > 0)
  return {
    from: own.from,
    until: own.until,
    country,
    coverage: hasOwn ? 'country' : directory.worldwide.length > 0 ? 'worldwide_only' : 'emergency_only',
    kinds: counts,
    languages: own.languages,
    verification: own.verification,
    emergencyNumbers: emergencyNumbersOf(directory, country).numbers,
    gaps: [...counts.filter(({ count }) => count === 0).map(({ kind }) => kind), ...(own.hasChildLine ? [] : (['child_support_line'] as const))],
  }
}

type Counts = Period & {
  kinds: Record<Kind, number>
  languages: string[]
  verification: Record<VerificationStatus, number>
  hasChildLine: boolean
}

const none: readonly PublishedListing[] = []

/** One look at each listing of a country; the lists of countries in which nothing was published stay the same from version to version. */
const countServed = rememberWhileValid((listings: readonly PublishedListing[], settings: ServingSettings, now): Counts => {
  const counts: Counts = { from: null, until: null, kinds: zeros(kinds), languages: [], verification: zeros(verificationStatuses), hasChildLine: false }
  const languages = new Set<string>()
  const time = now.getTime()
  for (const listing of listings) {
    const trust = trustAt(trustFacts(listing), settings, time)
    narrowPeriod(counts, trust)
    if (!trust.mayBeServed) continue
    counts.kinds[listing.content.kind] += 1
    counts.verification[trust.status] += 1
    counts.hasChildLine ||= isChildLine(listing)
    for (const language of listing.content.languages) languages.add(language)
  }
  counts.languages = [...languages].sort()
  return counts
})

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}

function isChildLine({ content: { kind, audiences } }: PublishedListing): boolean {
  return kind === 'support_line' && (audiences.length === 0 || audiences.includes('child'))
}
