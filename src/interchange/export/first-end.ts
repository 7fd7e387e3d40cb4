import type { Directory } from '../../help/directory.ts'
import { servedUntil } from '../../help/served-until.ts'
import type { ServingSettings } from '../../help/verification.ts'

/**
 * The first instant at which a listing that somebody in one of the countries is shown now may not be shown any more (rule S3); null
 * when there is none.
 */
export function firstEnd(directory: Directory, countries: readonly string[], now: Date, settings: ServingSettings): Date | null {
  const ends = countries
    .flatMap((country) => directory.byCountry.get(country) ?? [])
    .flatMap((listing) => servedUntil(listing, settings, now) ?? [])
    .filter((end) => end > now)
    .map((end) => end.getTime())
  return ends.length === 0 ? null : new Date(ends.reduce((first, end) => Math.min(first, end)))
}
