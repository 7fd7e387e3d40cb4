import { ageFit } from './age.ts'
import type { AgeFit } from './age.ts'
import type { PublishedListing } from './directory.ts'
import type { Channel } from './listing-content.ts'
import { allowsImagesOf } from './rules/allows-images-of.ts'
import { allowsPrevention } from './rules/allows-prevention.ts'
import { allowsPreventionForAge } from './rules/allows-prevention-for-age.ts'
import { channelRules } from './rules/channel-rules.ts'
import { fitsSection } from './rules/fits-section.ts'
import { keepsEmergencyApart } from './rules/keeps-emergency-apart.ts'
import type { Circumstances, ListingRule, RuleId } from './rules/rule.ts'
import { suitsYoungChildren } from './rules/suits-young-children.ts'
import { servesAudience } from './serves-audience.ts'
import type { VerificationState } from './verification.ts'
import type { AgeBand } from './vocabulary.ts'

const listingRules: readonly (readonly [RuleId, ListingRule])[] = [
  ['S6', fitsSection],
  ['S1', allowsPrevention],
  ['S2', allowsPreventionForAge],
  ['S8', allowsImagesOf],
  ['S11', suitsYoungChildren],
]

const sectionChannelRules: readonly (readonly [RuleId, (channel: Channel, listing: PublishedListing, circumstances: Circumstances) => boolean])[] = [
  ...channelRules,
  ['S5', (channel, _listing, circumstances) => keepsEmergencyApart(channel, circumstances)],
]

/** Why a listing is not in the answer: a safety rule, or what it was made for. */
export type LeftOutRule =
  | RuleId
  | 'situation'
  | 'condition'
  | 'place'
  | 'audience'
  | 'age'
  | 'ends_at_18'
  | 'national_first'
  | 'already_shown'
  | 'limit'

export type Allowed = { channels: readonly Channel[]; fit: AgeFit }

/** Rules that a test switches off to prove that something depends on them. Nothing else may pass any. */
export type SwitchedOff = ReadonlySet<RuleId>

/**
 * Applies every rule that removes: the channels that are left of a listing, or the first rule that took it away.
 *
 * @param ageBand the band as asked; `circumstances.band` has a child of unknown age as 10-12
 */
export function allowListing(
  listing: PublishedListing,
  circumstances: Circumstances,
  { ageBand, verification, excludeEndingAt18 }: { ageBand: AgeBand; verification: VerificationState; excludeEndingAt18: boolean },
  switchedOff: SwitchedOff,
): Allowed | { leftOut: LeftOutRule } {
  const { content } = listing
  if (!verification.mayBeServed && !switchedOff.has('S3')) return { leftOut: 'S3' }
  const anyOff = switchedOff.size > 0
  for (const [id, keeps] of listingRules) {
    if (!keeps(listing, circumstances) && !(anyOff && switchedOff.has(id))) return { leftOut: id }
  }
  const asker = circumstances.section === 'talk_child' ? 'child' : circumstances.audience
  if (!servesAudience(content, asker, circumstances.band)) return { leftOut: 'audience' }
  const fit = ageFit(content, circumstances.audience, ageBand)
  if (fit === null) return { leftOut: 'age' }
  if (excludeEndingAt18 && content.maxAge !== null && content.maxAge <= 18) return { leftOut: 'ends_at_18' }
  let removedBy: RuleId | null = null
  const brokenBy = (channel: Channel): RuleId | null => {
    for (const [id, keeps] of sectionChannelRules) {
      if (!keeps(channel, listing, circumstances) && !(anyOff && switchedOff.has(id))) return id
    }
    return null
  }
  for (const channel of content.channels) removedBy = brokenBy(channel) ?? removedBy
  // The same list where nothing was removed: its hours are remembered by it.
  if (removedBy === null && content.channels.length > 0) return { channels: content.channels, fit }
  const kept = content.channels.filter((channel) => brokenBy(channel) === null)
  return kept.length === 0 ? { leftOut: removedBy ?? 'S4' } : { channels: kept, fit }
}
