import type { Directory, PublishedListing } from '../../help/directory.ts'
import { findPlace } from '../../lib/sorted-list.ts'

/** A listing in the order of a list: better scores first, then by slug. */
export type Ranked = { listing: PublishedListing; score: number }

/** Where a listing stands. Slugs and scores do not change when others are published, so the page after it begins right. */
export type Place = { score: number; slug: string }

/** Whether the listing at a position of a directory may be in the list; false only when it certainly is not. */
export type MayMatch = (position: number) => boolean

export function toPlace({ listing, score }: Ranked): Place {
  return { score, slug: listing.slug }
}

/**
 * Listings in the order of their slugs, from the one after a place, out of several lists that each are in this order. One that is
 * in several lists comes once.
 */
export function* inOrderOfSlugs(lists: readonly (readonly PublishedListing[])[], after: Place | null): Generator<Ranked> {
  const open = lists.map((list) => ({ list, next: positionAfter(list, after) }))
  for (;;) {
    let first: PublishedListing | undefined
    for (const { list, next } of open) {
      const candidate = list[next]
      if (candidate !== undefined && (first === undefined || candidate.slug < first.slug)) first = candidate
    }
    if (first === undefined) return
    for (const entry of open) if (entry.list[entry.next] === first) entry.next += 1
    yield { listing: first, score: 0 }
  }
}

/** The listings of a directory in the order of their slugs, from the one after a place, without those that `mayMatch` rules out by position. */
export function* inOrderOfPositions({ listings }: Directory, after: Place | null, mayMatch: MayMatch): Generator<Ranked> {
  for (let position = positionAfter(listings, after); position < listings.length; position += 1) {
    const listing = listings[position]
    if (listing !== undefined && mayMatch(position)) yield { listing, score: 0 }
  }
}

/**
 * The listings that a search has found, best first, from the one after a place, without those that `mayMatch` rules out.
 *
 * @param scores by place in the directory's listings, 0 where one was not found
 */
export function* inOrderOfScores({ listings }: Directory, scores: Uint32Array, after: Place | null, mayMatch: MayMatch): Generator<Ranked> {
  const next = positionAfter(listings, after)
  const follows = (score: number, position: number) =>
    score > 0 && (after === null || score < after.score || (score === after.score && position >= next))
  const ends = endsByScore(scores, follows)
  const order = new Uint32Array(ends[0] ?? 0)
  // From the end, so that within a score the order of the slugs stays.
  for (let position = scores.length - 1; position >= 0; position -= 1) {
    const score = scores[position] ?? 0
    if (!follows(score, position)) continue
    const end = (ends[score] ?? 0) - 1
    ends[score] = end
    order[end] = position
  }
  for (const position of order) {
    const listing = listings[position]
    if (listing !== undefined && mayMatch(position)) yield { listing, score: scores[position] ?? 0 }
  }
}

function positionAfter(listings: readonly PublishedListing[], after: Place | null): number {
  return after === null ? 0 : findPlace(listings, ({ slug }) => slug <= after.slug)
}

/** By score: how many of those that follow have it or a better one. */
function endsByScore(scores: Uint32Array, follows: (score: number, position: number) => boolean): Uint32Array {
  let best = 0
  for (const score of scores) if (score > best) best = score
  const ends = new Uint32Array(best + 1)
  for (let position = 0; position < scores.length; position += 1) {
    const score = scores[position] ?? 0
    if (follows(score, position)) ends[score] = (ends[score] ?? 0) + 1
  }
  for (let score = best - 1; score >= 0; score -= 1) ends[score] = (ends[score] ?? 0) + (ends[score + 1] ?? 0)
  return ends
}
