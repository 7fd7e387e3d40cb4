import { isBandBelow, isMinorBand } from './age.ts'
import type { AgeBand, ChannelType } from './vocabulary.ts'

/**
 * Channels that suit an age, best first. Below 10 the telephone, with an adult; 10-12 prefer chat, then the telephone;
 * 13-17 chat, then text, then the telephone. Adults have no such order.
 */
function channelOrder(band: AgeBand): readonly ChannelType[] {
  if (!isMinorBand(band)) return []
  if (isBandBelow(band, 10)) return ['phone']
  if (isBandBelow(band, 13)) return ['chat', 'phone']
  return ['chat', 'sms', 'whatsapp', 'phone']
}

/** Every rank is below this. */
export const channelRanks = 6

/** Rank of a channel for a person: those they wished for first (0), then those that suit their age; lower is better. */
export function channelRank(type: ChannelType, wished: readonly ChannelType[], band: AgeBand): number {
  if (wished.includes(type)) return 0
  const order = channelOrder(band)
  const rank = order.indexOf(type)
  return 1 + (rank === -1 ? order.length : rank)
}
