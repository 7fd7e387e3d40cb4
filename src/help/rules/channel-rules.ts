import { allowsAddress } from './allows-address.ts'
import { allowsChannelFromHere } from './allows-channel-from-here.ts'
import { allowsCost } from './allows-cost.ts'
import { allowsPreventionContact } from './allows-prevention-for-age.ts'
import type { ChannelRule, RuleId } from './rule.ts'

/** Every rule about a single channel that holds wherever a listing is shown to a person, in an answer or in the catalogue. */
export const channelRules: readonly (readonly [RuleId, ChannelRule])[] = [
  ['S4', allowsChannelFromHere],
  ['S10', allowsAddress],
  ['S9', allowsCost],
  ['S2', allowsPreventionContact],
]
