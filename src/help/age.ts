/** Ages and the bands they fall into. All limits are whole years, inclusive. */
import type { AgeBand, Audience } from './vocabulary.ts'

const ageOfMajority = 18

const oldest = 120

const bandYears: Readonly<Record<Exclude<AgeBand, 'unknown'>, readonly [number, number]>> = {
  '0-5': [0, 5],
  '6-9': [6, 9],
  '10-12': [10, 12],
  '13-15': [13, 15],
  '16-17': [16, 17],
  '18-plus': [18, oldest],
}

/** The band of a plain age in years (0 to 120). */
export function bandOfAge(age: number): AgeBand {
  for (const [band, [, to]] of Object.entries(bandYears)) if (age <= to) return band as AgeBand
  return '18-plus'
}

/** First and last year of a band; null for `unknown`. */
export function yearsOfBand(band: AgeBand): readonly [number, number] | null {
  return band === 'unknown' ? null : bandYears[band]
}

/** A child who does not say an age is protected as a 10-12 year old; nobody else is given an age. */
export function effectiveBand(audience: Audience, band: AgeBand): AgeBand {
  return audience === 'child' && band === 'unknown' ? '10-12' : band
}

/** True when somebody said an age under 18. */
export function isMinorBand(band: AgeBand): boolean {
  const years = yearsOfBand(band)
  return years !== null && years[1] < ageOfMajority
}

/** True when the band ends below the age. `unknown` is not below any. */
export function isBandBelow(band: AgeBand, age: number): boolean {
  const years = yearsOfBand(band)
  return years !== null && years[1] < age
}

/** Audiences whose age band is that of the child they ask for. */
const asksForAnother: ReadonlySet<Audience> = new Set(['parent_carer', 'concerned_other', 'professional'])

/** True when the age band is that of the person who asks. */
export function isOwnAge(audience: Audience): boolean {
  return !asksForAnother.has(audience)
}

/** How a listing's age limits fit: `null` when it does not serve anybody of the band. */
export type AgeFit = 'full' | 'unknown' | 'partial'
export type AgeLimits = { minAge: number | null; maxAge: number | null }

/**
 * Compares a listing's limits with the asker's band. Unknown limits are not "any age": they fit as `unknown`.
 * For a child of unknown age a known minimum above 10 does not fit. For others an unknown band removes nothing.
 */
export function ageFit(limits: AgeLimits, audience: Audience, band: AgeBand): AgeFit | null {
  if (audience === 'child' && band === 'unknown' && limits.minAge !== null && limits.minAge > 10) return null
  const years = yearsOfBand(effectiveBand(audience, band))
  if (limits.minAge === null && limits.maxAge === null) return 'unknown'
  if (years === null) return 'unknown'
  const [from, to] = years
  const min = limits.minAge ?? 0
  const max = limits.maxAge ?? oldest
  if (max < from || min > to) return null
  return min <= from && max >= to ? 'full' : 'partial'
}
