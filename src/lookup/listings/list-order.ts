import type { PublishedListing } from '../../help/directory.ts'

/** A listing in the order of a list: better scores first, then by slug. */
export type Ranked = { listing: PublishedListing; score: number }

/** Where a listing stands. Slugs and scores do not change when others are published, so the page after it begins right. */
export type Place = { score: number; slug: string }

export function inOrder(listings: readonly Ranked[]): Ranked[] {
  return [...listings].sort((one, other) => compare(toPlace(one), toPlace(other)))
}

export function isAfter(ranked: Ranked, place: Place): boolean {
  return compare(toPlace(ranked), place) > 0
}

export function toPlace({ listing, score }: Ranked): Place {
  return { score, slug: listing.slug }
}

function compare(one: Place, other: Place): number {
  return other.score - one.score || (one.slug < other.slug ? -1 : one.slug > other.slug ? 1 : 0)
}
