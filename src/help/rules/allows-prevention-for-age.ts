import { isMinorBand, isOwnAge } from '../age.ts'
import { hasChannel } from '../contact-key.ts'
import type { Channel } from '../listing-content.ts'
import type { PublishedListing } from '../directory.ts'
import type { ChannelCircumstances, Circumstances } from './rule.ts'

/**
 * S2, first half: a declared minor, and a parent who asks for their child, get only prevention services that say they
 * are made for young people.
 * Source: Terminology Guidelines, 2nd edition (2025): children with harmful sexual behaviour are not small adult offenders.
 */
export function allowsPreventionForAge({ content }: PublishedListing, { audience, band }: Pick<Circumstances, 'audience' | 'band'>): boolean {
  return content.kind !== 'prevention_service' || content.youthPrevention || !(isMinorBand(band) || audience === 'parent_carer')
}

/**
 * S2, second half: a minor gets no contact that a prevention service for adults answers too, whatever listing it stands in,
 * because the one who picks up may be prepared for adults only.
 */
export function allowsPreventionContact(
  channel: Channel,
  _listing: unknown,
  { directory, audience, band }: Pick<ChannelCircumstances, 'directory' | 'audience' | 'band'>,
): boolean {
  return !isOwnAge(audience) || !isMinorBand(band) || !hasChannel(directory.adultContacts, channel)
}
