import { sortInSteps } from '../lib/sort-in-steps.ts'
import { addTags } from './add-tags.ts'
import { indexAdultContacts, isAdultPrevention } from './adult-prevention.ts'
import { changeDirectory } from './change-directory.ts'
import { byId, bySlug } from './directory-order.ts'
import type { Directory, PublishedDirectory, PublishedListing } from './directory.ts'
import { groupByKind, withWorldwide } from './listings-by-kind.ts'

/** The directory of an installation in which nothing was published yet. */
export const emptyDirectory: Directory = {
  version: 0,
  changedAt: new Date(0),
  listings: [],
  guidance: [],
  labelSets: [],
  listingsById: [],
  byCountry: new Map(),
  worldwide: [],
  kindsByCountry: new Map(),
  worldwideByKind: new Map(),
  labelsByLocale: new Map(),
  guidanceBySubject: new Map(),
  adultPrevention: [],
  adultContacts: new Map(),
  // Labels fall back to it, also where there are none.
  tags: new Set(['en']),
}

/** Builds the indexes of a published directory, in whatever order its parts come. */
export function indexDirectory(published: PublishedDirectory): Directory {
  const steps = indexInSteps(published)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Listings that one step takes. */
const perStep = 1000

/**
 * The same in steps between which others can have their turn. Everything is gone through once: to add listings to a directory bit by bit, as
 * `changeDirectory` does, would copy its lists again for each bit.
 */
export function* indexInSteps(published: PublishedDirectory): Generator<void, Directory> {
  const withoutListings = changeDirectory(emptyDirectory, { ...published, listings: [], withdrawnListings: [], withdrawnGuidance: [] })
  const listings = yield* sortInSteps(published.listings, bySlug)
  const listingsById = yield* sortInSteps(listings, byId)
  const byCountry = new Map<string, PublishedListing[]>()
  const worldwide: PublishedListing[] = []
  const adultPrevention: PublishedListing[] = []
  let { tags } = withoutListings
  for (let from = 0; from < listings.length; from += perStep) {
    const some = listings.slice(from, from + perStep)
    for (const listing of some) {
      for (const country of listing.content.countries) {
        const known = byCountry.get(country)
        if (known === undefined) byCountry.set(country, [listing])
        else if (known.at(-1) !== listing) known.push(listing)
      }
      if (listing.content.worldwide) worldwide.push(listing)
      if (isAdultPrevention(listing)) adultPrevention.push(listing)
    }
    tags = addTags(tags, { listings: some, guidance: [], labelSets: [] })
    yield
  }
  const worldwideByKind = groupByKind(worldwide)
  const kindsByCountry = new Map<string, Directory['worldwideByKind']>()
  for (const [country, own] of byCountry) {
    kindsByCountry.set(country, withWorldwide(groupByKind(own), worldwideByKind))
    yield
  }
  const adultContacts = indexAdultContacts(adultPrevention)
  return { ...withoutListings, listings, listingsById, byCountry, worldwide, worldwideByKind, kindsByCountry, adultPrevention, adultContacts, tags }
}
