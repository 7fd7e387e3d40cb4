import { channelRank, channelRanks } from './channel-order.ts'
import type { OpenState } from './choice.ts'
import { highestPriority } from './listing-content.ts'
import { furthest } from './place.ts'
import type { Nearness } from './place.ts'
import type { AllowedListing } from './serve-listing.ts'
import type { Preference } from './situation-rows.ts'
import type { AgeBand, ChannelType, VerificationStatus } from './vocabulary.ts'

/** An allowed listing with all that its place in the section depends on. */
export type Candidate = AllowedListing &
  Pick<OpenState, 'openNow'> & {
    place: Nearness
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

/** A key gives whole numbers from 0 to below its size; lower comes first. */
type Key = { size: number; rank: (candidate: Candidate, ordering: Ordering) => number }

const first = (yes: boolean): number => (yes ? 0 : 1)
const knownFirst = (state: boolean | null): number => (state === true ? 0 : state === null ? 1 : 2)
const fits = { full: 0, unknown: 1, partial: 2 }
const statuses: Readonly<Record<VerificationStatus, number>> = { verified: 0, due: 1, unverified: 2, overdue: 3 }

/** What the row of the situation puts first: it ranks, and never filters. */
const preference: Key['rank'] = (candidate, { prefer }) => {
  switch (prefer) {
    case 'always_open':
      return first(candidate.alwaysOpen)
    case 'crisis':
      return first(candidate.isCrisisLine)
    case 'community':
      return first(candidate.forCommunity)
    case 'situation':
      return first(candidate.forSituation)
    case 'adult_images':
      return candidate.listing.content.imagesOf === 'under_18' ? 1 : 0
    case undefined:
      return 0
  }
}

const bestChannel: Key['rank'] = ({ channels }, { channels: wished, channelBand }) => {
  let best = Infinity
  for (const channel of channels) best = Math.min(best, channelRank(channel.type, wished, channelBand))
  return best
}

/** The order inside a section: the first key that differs decides. */
const keys: readonly Key[] = [
  { size: 2, rank: preference },
  { size: 2, rank: ({ listing }) => (listing.content.worldwide ? 1 : 0) },
  { size: 3, rank: ({ speaks }) => knownFirst(speaks) },
  { size: furthest, rank: ({ place }) => place.rank },
  { size: 2, rank: ({ forCommunity }) => first(forCommunity) },
  { size: 2, rank: ({ forSituation }) => first(forSituation) },
  { size: 3, rank: ({ fit }) => fits[fit] },
  { size: 3, rank: ({ openNow }) => knownFirst(openNow) },
  { size: 4, rank: ({ verification }) => statuses[verification.status] },
  { size: channelRanks, rank: bestChannel },
  { size: highestPriority + 1, rank: ({ listing }) => highestPriority - listing.content.priority },
]

/** All keys as one number, the first key in its highest digits: two candidates are compared once, however many keys there are. */
function rankOf(candidate: Candidate, ordering: Ordering): number {
  let rank = 0
  for (const key of keys) rank = rank * key.size + key.rank(candidate, ordering)
  return rank
}

type Ranked = { candidate: Candidate; rank: number }

const isBefore = (one: Ranked, other: Ranked): boolean =>
  one.rank < other.rank || (one.rank === other.rank && one.candidate.listing.slug < other.candidate.listing.slug)

/**
 * The first listings of a section, in the order in which a person should see them. The slug decides what no key does, so that the
 * order is the same on every installation. A section shows a few, of a thousand maybe: the others are not put in order.
 */
export function firstListings(candidates: readonly Candidate[], ordering: Ordering, limit: number): Candidate[] {
  const best: Ranked[] = []
  if (limit === 0) return []
  for (const candidate of candidates) {
    const ranked = { candidate, rank: rankOf(candidate, ordering) }
    const last = best[limit - 1]
    if (last !== undefined) {
      if (!isBefore(ranked, last)) continue
      best.pop()
    }
    let place = best.length
    for (let other = best[place - 1]; other !== undefined && isBefore(ranked, other); other = best[place - 1]) place -= 1
    best.splice(place, 0, ranked)
  }
  return best.map(({ candidate }) => candidate)
}
