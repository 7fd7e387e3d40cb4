import { isBandBelow } from '../age.ts'
import type { ChannelMark } from '../choice.ts'
import type { Channel } from '../listing-content.ts'
import type { AgeBand } from '../vocabulary.ts'

/** What may stand between a person and this channel: money, an account, showing an ID. Unknown cost is no mark. */
function marksOf(channel: Channel): ChannelMark[] {
  const marks: ChannelMark[] = []
  if (channel.cost !== 'free' && channel.cost !== 'unknown') marks.push('paid')
  if (channel.needsAccount === true) marks.push('needs_account')
  if (channel.needsId === true) marks.push('needs_id')
  return marks
}

/** S9: below 16 no channel that costs, or needs an account or an ID: a child has neither money nor papers of its own. */
export function allowsCost(channel: Channel, _listing: unknown, { band }: { band: AgeBand }): boolean {
  return !isBandBelow(band, 16) || marksOf(channel).length === 0
}

/** S9 for 16-17: the channel is served with these marks. Others see the same facts in its fields. */
export function costMarks(channel: Channel, band: AgeBand): ChannelMark[] {
  return band === '16-17' ? marksOf(channel) : []
}
