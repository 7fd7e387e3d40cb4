import { channelRank } from './channel-order.ts'
import type { OpenState } from './choice.ts'
import type { AllowedListing } from './serve-listing.ts'
import type { Preference } from './situation-rows.ts'
import type { AgeBand, ChannelType, VerificationStatus } from './vocabulary.ts'

/** An allowed listing with all that its place in the section depends on. */
export type Candidate = AllowedListing &
  OpenState & {
    /** From `nearness`. */
    placeRank: number
    speaks: boolean | null
    /** Made for a community that was asked for. */
    forCommunity: boolean
    /** Made for the situation, or about a topic of it or of the request. */
    forSituation: boolean
    alwaysOpen: boolean
    isCrisisLine: boolean
  }

export type Ordering = {
  prefer: Preference | undefined
  /** The asker's band where they make contact themselves as a child; `unknown` for adults, who have no order of channels. */
  channelBand: AgeBand
  channels: readonly ChannelType[]
}

type Key = (candidate: Candidate, ordering: Ordering) => number

const first = (yes: boolean): number => (yes ? 0 : 1)
const knownFirst = (state: boolean | null): number => (state === true ? 0 : state === null ? 1 : 2)
const fits = { full: 0, unknown: 1, partial: 2 }
const statuses: Readonly<Record<VerificationStatus, number>> = { verified: 0, due: 1, unverified: 2, overdue: 3 }

/** What the row of the situation puts first: it ranks, and never filters. */
const preference: Key = (candidate, { prefer }) => {
  switch (prefer) {
    case 'always_open':
      return first(candidate.alwaysOpen)
    case 'crisis':
      return first(candidate.isCrisisLine)
    case 'community':
      return first(candidate.forCommunity)
    case 'adult_images':
      return candidate.listing.content.imagesOf === 'under_18' ? 1 : 0
    case undefined:
      return 0
  }
}

/** The order inside a section: the first key that differs decides, lower first. The slug makes it the same on every installation. */
const keys: readonly Key[] = [
  preference,
  ({ listing }) => (listing.content.worldwide ? 1 : 0),
  ({ speaks }) => knownFirst(speaks),
  ({ placeRank }) => placeRank,
  ({ forCommunity }) => first(forCommunity),
  ({ forSituation }) => first(forSituation),
  ({ fit }) => fits[fit],
  ({ openNow }) => knownFirst(openNow),
  ({ verification }) => statuses[verification.status],
  ({ channels }, { channels: wished, channelBand }) => Math.min(...channels.map((channel) => channelRank(channel.type, wished, channelBand))),
  ({ listing }) => -listing.content.priority,
]

/** The listings of a section in the order in which a person should see them. */
export function orderListings(candidates: readonly Candidate[], ordering: Ordering): Candidate[] {
  const ranked = candidates.map((candidate) => ({ candidate, ranks: keys.map((key) => key(candidate, ordering)) }))
  ranked.sort((one, other) => {
    for (let index = 0; index < keys.length; index += 1) {
      const difference = (one.ranks[index] ?? 0) - (other.ranks[index] ?? 0)
      if (difference !== 0) return difference
    }
    return one.candidate.listing.slug < other.candidate.listing.slug ? -1 : 1
  })
  return ranked.map(({ candidate }) => candidate)
}
