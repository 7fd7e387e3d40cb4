import { effectiveBand, isBandBelow, isOwnAge } from './age.ts'
import type { AgeBand, Audience, ReadingLevel } from './vocabulary.ts'

/** Plain texts for readers under 13; parents and others who ask for a child read standard ones whatever the child's age. */
export function readingLevelFor(audience: Audience, band: AgeBand): ReadingLevel {
  return isOwnAge(audience) && isBandBelow(effectiveBand(audience, band), 13) ? 'plain' : 'standard'
}
