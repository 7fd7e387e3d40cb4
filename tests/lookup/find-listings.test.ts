import { describe, expect, it } from 'vitest'
import { changeDirectory } from '../../src/help/change-directory.ts'
import type { Directory } from '../../src/help/directory.ts'
import { ageBands, audiences, channelTypes, communities, kinds, topics, verificationStatuses } from '../../src/help/vocabulary.ts'
import { moveFacets, noFacets } from '../../src/lookup/listings/facets.ts'
import type { Facets } from '../../src/lookup/listings/facets.ts'
import { findListings } from '../../src/lookup/listings/find-listings.ts'
import { toPlace } from '../../src/lookup/listings/list-order.ts'
import type { Place } from '../../src/lookup/listings/list-order.ts'
import { diffListings } from '../../src/lookup/listings/diff-listings.ts'
import type { ListingFilters } from '../../src/lookup/parameters/listing-fields.ts'
import { hostileDirectory } from '../support/arbitrary-directory.ts'
import { aChannel, aDirectory, aListing, now, settings } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'
import { atOnce } from '../support/index-listings.ts'

const some = <Name extends string>(names: readonly Name[]) => fc.subarray([...names], { minLength: 1, maxLength: 2 })

/** Up to three filters: with more, nothing would be left to find. */
const anyFilters: fc.Arbitrary<Omit<ListingFilters, 'limit'>> = fc
  .record({
    country: fc.constantFrom('FI', 'GB', 'KE', 'JP', 'SE'),
    subdivision: fc.constantFrom('FI-18', 'GB-LND', 'JP-13', 'SE-AB'),
    kind: fc.constantFrom(...kinds),
    language: fc.constantFrom('fi', 'en', 'sw', 'ja', 'xx'),
    audience: fc.constantFrom(...audiences),
    ageBand: fc.constantFrom(...ageBands),
    topic: some(topics),
    community: some(communities),
    channel: some(channelTypes),
    verification: fc.constantFrom(...verificationStatuses),
  })
  .chain((filters) =>
    fc.subarray(Object.keys(filters), { maxLength: 3 }).map((kept) => Object.fromEntries(Object.entries(filters).filter(([name]) => kept.includes(name)))),
  )

const facetsOf = ({ listings }: Directory, before: Facets = noFacets) => atOnce(moveFacets(before, listings))

/** All pages of a list, each begun where the one before ended. */
function allPages(directory: Directory, filters: ListingFilters, scores: Uint32Array | null, facets: Facets | null): string[][] {
  const pages: string[][] = []
  for (let after: Place | null = null; ; ) {
    const { page, last } = findListings(directory, { filters, after, scores, facets }, ['en'], now, settings)
    pages.push(page.map(({ listing }) => listing.slug))
    if (last === null) return pages
    after = toPlace(last)
  }
}

describe('finding listings', () => {
  test.prop([hostileDirectory, anyFilters, fc.option(fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }), { nil: null })])(
    'finds by filters what looking at each listing finds, in pages of any size',
    (directory, filters, drawn) => {
      const scores = drawn === null ? null : Uint32Array.from(directory.listings, (_, position) => drawn[position] ?? 0)
      const [whole = []] = allPages(directory, { ...filters, limit: 100 }, scores, null)
      for (const facets of [null, facetsOf(directory)])
        for (const limit of [1, 3, 100]) expect(allPages(directory, { ...filters, limit }, scores, facets).flat()).toEqual(whole)
      // As a search that finds everything does, which goes another way through the directory.
      if (scores === null) expect(allPages(directory, { ...filters, limit: 100 }, everything(directory), null).flat()).toEqual(whole)
      const position = new Map(directory.listings.map(({ slug }, at) => [slug, at]))
      const ranks = whole.map((slug) => ({ slug, score: scores?.[position.get(slug) ?? 0] ?? 0 }))
      expect(scores === null || ranks.every(({ score }) => score > 0)).toBe(true)
      expect(ranks.toSorted((one, other) => other.score - one.score || (one.slug < other.slug ? -1 : 1))).toEqual(ranks)
    },
  )

  test.prop([fc.array(fc.tuple(hostileDirectory, fc.nat(7)), { minLength: 2, maxLength: 4 }), anyFilters])(
    'knows the same of listings that stay through any changes as of those that come',
    (versions, filters) => {
      let facets = noFacets
      let directory = aDirectory([])
      for (const [next, share] of versions) {
        const kept = directory.listings.filter((_, position) => position % 8 <= share)
        const taken = new Set(kept.map(({ slug }) => slug))
        directory = aDirectory([...kept, ...next.listings.filter(({ slug }) => !taken.has(slug))])
        facets = facetsOf(directory, facets)
        const pages = (of: Facets | null) => allPages(directory, { ...filters, limit: 100 }, everything(directory), of)
        expect(pages(facets)).toEqual(pages(null))
        expect(facets.since).toEqual(facetsOf(directory).since)
      }
    },
  )

  it('finds by a language of one channel, and by what begins with it', () => {
    const directory = aDirectory([
      aListing({ slug: 'channel', channels: [aChannel({ languages: ['pt-BR'] })] }),
      aListing({ slug: 'listing', languages: ['pt'] }),
      aListing({ slug: 'other', languages: ['ptx', 'fi'] }),
    ])
    const found = (language: string) => allPages(directory, { language, limit: 100 }, null, facetsOf(directory)).flat()
    expect([found('pt'), found('pt-BR'), found('xx')]).toEqual([['channel', 'listing'], ['channel'], []])
  })

  it('finds a listing of a country and of the whole world once', () => {
    const both = aListing({ slug: 'both', worldwide: true, countries: ['FI'] })
    const directory = aDirectory([aListing({ slug: 'a' }), both, aListing({ slug: 'c' })])
    expect(allPages(directory, { country: 'FI', limit: 1 }, null, null)).toEqual([['a'], ['both'], ['c']])
    expect(allPages(directory, { country: 'FI', limit: 100 }, null, null)).toEqual([['a', 'both', 'c']])
  })

  it('tells runs of listings that stay from those that come and go', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((slug) => aListing({ slug })) as [ReturnType<typeof aListing>, ...ReturnType<typeof aListing>[]]
    const before = aDirectory([a, b, c].filter((listing) => listing !== undefined))
    const changedB = aListing({ id: b?.id ?? '', slug: 'b' })
    const after = changeDirectory(before, {
      version: 2,
      changedAt: now,
      listings: [changedB, ...(d === undefined ? [] : [d])],
      withdrawnListings: [a.id],
      guidance: [],
      withdrawnGuidance: [],
      labelSets: [],
    })
    expect(diffListings(before.listings, after.listings)).toEqual({ kept: [{ before: 2, after: 1, length: 1 }], added: [0, 2], removed: [0, 1] })
    expect(diffListings(before.listings, before.listings)).toEqual({ kept: [{ before: 0, after: 0, length: 3 }], added: [], removed: [] })
  })
})

const everything = ({ listings }: Directory) => new Uint32Array(listings.length).fill(1)
