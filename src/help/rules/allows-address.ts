import { createNotes } from '../../lib/create-notes.ts'
import { webAddressFault } from '../content-values.ts'
import type { Channel } from '../listing-content.ts'
import { webChannelTypes } from '../vocabulary.ts'
import type { ChannelType } from '../vocabulary.ts'

const webTypes: ReadonlySet<ChannelType> = new Set(webChannelTypes)

/** Addresses are read once: a channel never changes. */
const known = createNotes<Channel, boolean>()

/**
 * S10 and S12: a page is served byte for byte as approved or not at all. Addresses without https, with tracking
 * parameters, through redirectors or to maps (which lead a violent person to a shelter) are not mended here; they are left out.
 */
export function allowsAddress(channel: Channel): boolean {
  const remembered = known.of(channel)
  if (remembered !== undefined) return remembered
  const allowed = !webTypes.has(channel.type) || webAddressFault(channel.value) === null
  known.note(channel, allowed)
  return allowed
}
