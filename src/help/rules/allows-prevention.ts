import type { Situation } from '../vocabulary.ts'
import type { ListingRule } from './rule.ts'

/** Situations of the person's own thoughts or acts. */
const ownSituations: ReadonlySet<Situation> = new Set(['own_thoughts', 'abuse_search_blocked', 'contact_attempt_stopped'])

/**
 * S1: prevention services only for somebody in a situation of their own thoughts or acts, and for a parent whose child
 * behaves harmfully. A victim who is shown one reads that somebody takes them for an offender.
 * Source: Protect Children, Recommendations to the Tech Industry (2024); Terminology Guidelines, 2nd edition (2025).
 */
export const allowsPrevention: ListingRule = (listing, { audience, situation }) =>
  listing.content.kind !== 'prevention_service' ||
  (audience === 'concerned_self' && ownSituations.has(situation)) ||
  (audience === 'parent_carer' && situation === 'child_behaves_harmfully')
