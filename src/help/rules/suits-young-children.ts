import { isBandBelow } from '../age.ts'
import type { PublishedListing } from '../directory.ts'
import type { Circumstances } from './rule.ts'

/** The most listings for a child under 10. */
const mostListings = 2

/** True when the asking person is a child of band 0-5 or 6-9. */
export function isYoungChild({ audience, band }: Pick<Circumstances, 'audience' | 'band'>): boolean {
  return (audience === 'child' || audience === 'concerned_self') && isBandBelow(band, 10)
}

/** S11, first half: a child under 10 is not sent to the police or a hotline; an adult they trust does that. */
export function suitsYoungChildren({ content: { kind } }: PublishedListing, asker: Pick<Circumstances, 'audience' | 'band'>): boolean {
  return !isYoungChild(asker) || (kind !== 'police_report' && kind !== 'reporting_hotline')
}

/**
 * S11, second half: at most two listings in all for a child under 10, the first of each section before the second of any,
 * so that a place to talk is not pushed out.
 */
export function limitForYoungChildren<Section extends { listings: readonly unknown[] }>(sections: readonly Section[]): Section[] {
  const counts = sections.map(() => 0)
  let left = mostListings
  for (let round = 0; round < mostListings; round += 1) {
    for (const [index, section] of sections.entries()) {
      if (left === 0 || section.listings.length <= round) continue
      counts[index] = round + 1
      left -= 1
    }
  }
  return sections.map((section, index) => ({ ...section, listings: section.listings.slice(0, counts[index]) }))
}
