import { describe, expect, it } from 'vitest'
import { changeDirectory } from '../../src/help/change-directory.ts'
import type { Directory, PublishedDirectory, PublishedGuidance, PublishedListing } from '../../src/help/directory.ts'
import type { DirectoryChanges } from '../../src/help/directory-changes.ts'
import { findListing } from '../../src/help/find-listing.ts'
import { emptyDirectory, indexDirectory } from '../../src/help/index-directory.ts'
import { hostileDirectory } from '../support/arbitrary-directory.ts'
import { aDirectory, aListing } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'

const changedAt = new Date('2026-03-02T00:00:00Z')
const noChanges: DirectoryChanges = {
  version: 2,
  changedAt,
  listings: [],
  withdrawnListings: [],
  guidance: [],
  withdrawnGuidance: [],
  labelSets: [],
}

/** The changes that lead from one published directory to another. */
function changesBetween(before: PublishedDirectory, after: PublishedDirectory): DirectoryChanges {
  const goneFrom = (olds: readonly { id: string }[], news: readonly { id: string }[]) => {
    const ids = new Set(news.map(({ id }) => id))
    return olds.map(({ id }) => id).filter((id) => !ids.has(id))
  }
  return {
    version: after.version,
    changedAt: after.changedAt,
    listings: after.listings.filter((listing) => !before.listings.includes(listing)),
    withdrawnListings: goneFrom(before.listings, after.listings),
    guidance: after.guidance.filter((guidance) => !before.guidance.includes(guidance)),
    withdrawnGuidance: goneFrom(before.guidance, after.guidance),
    labelSets: after.labelSets.filter((labelSet) => !before.labelSets.includes(labelSet)),
  }
}

const aGuidance = (id: string, revision: number): PublishedGuidance => ({
  id,
  slug: `need_help.child-${id}`,
  revision,
  publishedAt: changedAt,
  content: { situation: 'need_help', audience: revision % 2 === 0 ? 'child' : 'adult', countries: [], texts: [] } as never,
})

/** Listings of a directory, some of them left out and some with the content of others. */
const versions = fc
  .tuple(hostileDirectory, fc.infiniteStream(fc.nat()))
  .map(([{ listings }, numbers]): { before: PublishedDirectory; after: PublishedDirectory } => {
    const next = (below: number) => (numbers.next().value ?? 0) % below
    const revise = (listing: PublishedListing): PublishedListing => {
      const other = listings[next(listings.length)] ?? listing
      return { ...listing, revision: listing.revision + 1, content: other.content }
    }
    const some = (version: number, from: readonly PublishedListing[]): PublishedDirectory => ({
      version,
      changedAt,
      listings: from,
      guidance: ['a', 'b', 'c'].filter(() => next(3) > 0).map((id) => aGuidance(id, next(4))),
      labelSets: ['en', 'fi', 'ar'].filter((locale) => locale === 'en' || next(2) > 0).map((locale) => ({ locale, origin: 'original', reviewed: true, labels: { a: String(next(3)) } })),
    })
    const before = some(1, listings.filter(() => next(4) > 0))
    const kept = before.listings.filter(() => next(4) > 0).map((listing) => (next(3) === 0 ? revise(listing) : listing))
    const after = some(2, [...kept, ...listings.filter((listing) => !before.listings.includes(listing) && next(2) > 0)])
    // The words of a language are changed and added, never withdrawn.
    const labelSets = [...after.labelSets, ...before.labelSets.filter(({ locale }) => after.labelSets.every((other) => other.locale !== locale))]
    return { before, after: { ...after, labelSets } }
  })

describe('a changed directory', () => {
  test.prop([versions])('is the one that is built afresh, and leaves the one before as it was', ({ before, after }) => {
    const first = indexDirectory(before)
    const asItWas = structuredClone(first)
    const changed = changeDirectory(first, changesBetween(before, after))
    const afresh = indexDirectory(after)
    // Of the languages that somebody may read in, those of withdrawn texts may stay.
    expect(changed).toEqual({ ...afresh, tags: changed.tags })
    expect([...afresh.tags].every((tag) => changed.tags.has(tag))).toBe(true)
    expect(first).toEqual(asItWas)
  })

  test.prop([hostileDirectory, fc.integer({ min: 1, max: 7 })])('is the same, listing by listing or all at once', (directory, size) => {
    let grown: Directory = { ...emptyDirectory, labelSets: directory.labelSets, labelsByLocale: directory.labelsByLocale, tags: new Set(['en']) }
    for (let from = 0; from < directory.listings.length; from += size) {
      grown = changeDirectory(grown, { ...noChanges, listings: directory.listings.slice(from, from + size) })
    }
    expect({ ...grown, version: 1, changedAt: directory.changedAt }).toEqual(directory)
  })

  it('keeps the lists of countries in which nothing changed', () => {
    const directory = aDirectory([aListing({ slug: 'a', countries: ['FI'] }), aListing({ slug: 'b', countries: ['KE'] })])
    const changed = changeDirectory(directory, { ...noChanges, listings: [aListing({ slug: 'c', countries: ['KE'] })] })
    expect(changed.byCountry.get('FI')).toBe(directory.byCountry.get('FI'))
    expect(changed.kindsByCountry.get('FI')).toBe(directory.kindsByCountry.get('FI'))
    expect(changed.byCountry.get('KE')?.map(({ slug }) => slug)).toEqual(['b', 'c'])
  })

  it('takes what was never there for withdrawn already', () => {
    const directory = aDirectory([aListing()])
    const changed = changeDirectory(directory, { ...noChanges, withdrawnListings: ['unknown'], withdrawnGuidance: ['unknown'] })
    expect(changed.listings).toBe(directory.listings)
    expect(changed.version).toBe(2)
  })
})

describe('finding a listing', () => {
  test.prop([hostileDirectory])('finds each by slug and by id in any case, and nothing else', (directory) => {
    for (const listing of directory.listings) {
      expect(findListing(directory, listing.slug)).toBe(listing)
      expect(findListing(directory, listing.id.toUpperCase())).toBe(listing)
    }
    for (const unknown of ['', 'zzzzzzzzz', 'a b', '00000000-0000-7000-8000-999999999999']) expect(findListing(directory, unknown)).toBeUndefined()
  })
})
