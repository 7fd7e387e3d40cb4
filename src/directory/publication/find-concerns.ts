import type { ListingContent } from '../../help/listing-content.ts'
import { addressConcerns } from './address-concerns.ts'
import type { Concern } from './finding.ts'
import { isDialled } from './is-dialled.ts'
import { numberConcerns } from './number-concerns.ts'
import type { OtherNumber } from './number-concerns.ts'
import { ownerOf } from './owner-of.ts'
import { textConcerns } from './text-concerns.ts'

/** What is known beside the listing itself. */
export type Known = {
  /** Web address of the organisation. */
  organisationUrl: string | null
  /** Numbers that other listings give in the same countries. */
  numbers: readonly OtherNumber[]
}

/**
 * What is suspicious about the contacts of a listing that is to be public. Contacts are what somebody would write who wants to reach
 * children, on a live listing or on a new one beside it, so each of these needs the eyes of one person more.
 *
 * @param published what the public sees now, or saw last; null for what was never public. Where nothing is known to compare with, a
 *   domain of a new listing is not suspicious for being new.
 */
export function findConcerns(published: ListingContent | null, next: ListingContent, { organisationUrl, numbers }: Known): Concern[] {
  const channels = published?.channels ?? []
  const before = new Set(channels.map(({ type, value }) => `${type} ${value}`))
  const addresses = [
    ...channels.filter((channel) => !isDialled(channel)).map(ownerOf),
    ...(organisationUrl === null ? [] : [ownerOf({ type: 'website', value: organisationUrl })]),
  ]
  const known = new Set(addresses.filter((owner) => owner !== null))
  const isNew = published === null && known.size === 0
  const addressed = next.channels.flatMap((channel, index) => {
    if (isDialled(channel) || before.has(`${channel.type} ${channel.value}`)) return []
    return addressConcerns(channel, known, `/channels/${index}/value`).filter(({ code }) => !isNew || code !== 'new_domain')
  })
  return [...numberConcerns(next, published, numbers), ...addressed, ...textConcerns(next, published, known)]
}
