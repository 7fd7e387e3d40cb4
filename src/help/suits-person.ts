import { ageFit, effectiveBand } from './age.ts'
import type { PublishedListing } from './directory.ts'
import { allowsImagesOf } from './rules/allows-images-of.ts'
import { allowsPreventionForAge } from './rules/allows-prevention-for-age.ts'
import { suitsYoungChildren } from './rules/suits-young-children.ts'
import { servesAudience } from './serves-audience.ts'
import type { AgeBand, Audience, Kind } from './vocabulary.ts'

export type Person = {
  /** null when only an age was named. */
  audience: Audience | null
  ageBand: AgeBand
  /** The kind that was asked for by name. */
  kind: Kind | null
}

/**
 * Whether the catalogue may show a listing to a person (rules S1, S2, S3, S8 and S11). There is no situation here, so prevention
 * services come only to those who say that they worry about themselves, or who ask for that kind by name and are no child.
 */
export function suitsPerson(listing: PublishedListing, { audience, ageBand, kind }: Person): boolean {
  const { content } = listing
  if (content.kind === 'prevention_service' && !mayAskForPrevention(audience, kind)) return false
  // A rule that needs to know who asks takes the one that it allows least when only an age is known.
  const asker = audience ?? 'concerned_other'
  const band = effectiveBand(asker, ageBand)
  if (![allowsPreventionForAge, allowsImagesOf, suitsYoungChildren].every((keeps) => keeps(listing, { audience: asker, band }))) return false
  if (audience !== null && !servesAudience(content, audience, band)) return false
  return ageFit(content, asker, ageBand) !== null
}

function mayAskForPrevention(audience: Audience | null, kind: Kind | null): boolean {
  if (audience === 'concerned_self') return true
  return kind === 'prevention_service' && (audience === null || audience === 'parent_carer')
}
