import { describe, expect, it } from 'vitest'
import { changeDirectory } from '../../src/help/change-directory.ts'
import type { Directory, PublishedListing } from '../../src/help/directory.ts'
import { ProblemError } from '../../src/lib/errors.ts'
import { openListingSearch } from '../../src/lookup/search/open-listing-search.ts'
import type { ListingSearch, SearchedDirectory } from '../../src/lookup/search/open-listing-search.ts'
import { aDirectory, aListing, now } from '../support/directory.ts'

const named = (slug: string, text: string) => aListing({ slug, officialName: { locale: 'en', text }, names: [] })

/** Enough for an index that takes longer than a moment. */
const many = (text: string) => Array.from({ length: 3000 }, (_, count) => named(`${text}-${String(count).padStart(4, '0')}`, `${text} ${'x'.repeat(20)}${count}`))

const changed = (directory: Directory, listings: readonly PublishedListing[], withdrawn: readonly string[] = []) =>
  changeDirectory(directory, {
    version: directory.version + 1,
    changedAt: now,
    listings,
    withdrawnListings: withdrawn,
    guidance: [],
    withdrawnGuidance: [],
    labelSets: [],
  })

const slugs = ({ directory, scores }: SearchedDirectory) => directory.listings.filter((_, position) => (scores[position] ?? 0) > 0).map(({ slug }) => slug)
const find = async (search: ListingSearch, directory: Directory, query: string) => slugs(await search.find(directory, query))

describe('the search of a node', () => {
  it('finds what is published and not what is withdrawn, as soon as that is served', async () => {
    const search = openListingSearch()
    const first = aDirectory([named('old', 'Childline'), named('stays', 'Childline')])
    const second = changed(first, [named('new', 'Childline')], [first.listings[0]?.id ?? ''])
    expect(await find(search, first, 'childline')).toEqual(['old', 'stays'])
    search.follow(second)
    expect(await find(search, second, 'childline')).toEqual(['new', 'stays'])
    search.close()
  })

  it('answers all who ask while a large directory is indexed, and those who ask for the one before from the newest', async () => {
    const search = openListingSearch()
    const first = aDirectory(many('alpha'))
    const second = changed(first, [named('last', 'omega')])
    search.follow(first)
    const asked = [search.find(first, 'omega'), search.find(second, 'omega'), search.find(second, 'alpha')]
    const found = await Promise.all(asked)
    expect(found.map(({ directory }) => directory.version)).toEqual([2, 2, 2])
    expect(found.map((one) => slugs(one).length)).toEqual([1, 1, 3000])
    search.close()
  })

  it('lets others have their turn while it indexes', async () => {
    const search = openListingSearch()
    let turns = 0
    let isDone = false
    const count = () => {
      turns += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    // Work for many turns, also on a fast machine.
    const found = await search.find(aDirectory(['alpha', 'beta', 'gamma', 'delta'].flatMap(many)), 'alpha')
    isDone = true
    expect(slugs(found)).toHaveLength(3000)
    expect(turns).toBeGreaterThan(2)
    search.close()
  })

  it('asks to come again when the index takes too long, and has it then', async () => {
    const search = openListingSearch({ patienceMs: 0 })
    const directory = aDirectory(many('alpha'))
    const early = await search.find(directory, 'alpha').catch((error: unknown) => error)
    expect(early).toBeInstanceOf(ProblemError)
    expect(early).toMatchObject({ code: 'directory_not_loaded', statusCode: 503, headers: { 'retry-after': '5' } })
    await expect.poll(() => find(search, directory, 'alpha').catch(() => [])).toHaveLength(3000)
    search.close()
  })

  it('goes on rightly when most listings change, again and again', async () => {
    const search = openListingSearch()
    let directory = aDirectory(many('alpha'))
    for (const word of ['beta', 'gamma', 'delta']) {
      directory = changed(
        directory,
        many(word),
        directory.listings.map(({ id }) => id),
      )
      search.follow(directory)
      expect((await find(search, directory, word)).length).toBe(3000)
      expect(await find(search, directory, 'alpha')).toEqual([])
    }
    search.close()
  })

  it('knows the facets of the directory that it follows, and of no other', async () => {
    const search = openListingSearch()
    const first = aDirectory([named('a', 'Childline')])
    const second = changed(first, [named('b', 'Childline')])
    search.follow(first)
    await search.find(first, 'childline')
    expect(search.facetsOf(first)?.listings).toBe(first.listings)
    expect(search.facetsOf(second)).toBeNull()
    await search.find(second, 'childline')
    expect(search.facetsOf(first)).toBeNull()
    expect(search.facetsOf(second)?.listings).toBe(second.listings)
    search.close()
  })

  it('says that it cannot index what it cannot read, and indexes what comes after', async () => {
    const search = openListingSearch()
    const good = named('good', 'Childline')
    const broken = { ...good, slug: 'broken', content: undefined } as unknown as PublishedListing
    const directory = aDirectory([good])
    await expect(search.find({ ...directory, listings: [broken, good] }, 'childline')).rejects.toThrow('the listings cannot be indexed')
    expect(await find(search, directory, 'childline')).toEqual(['good'])
    search.close()
  })

  it('stops when it is closed', async () => {
    const search = openListingSearch({ patienceMs: 50 })
    search.close()
    const found = search.find(aDirectory([named('a', 'Childline')]), 'childline')
    await expect(found).rejects.toBeInstanceOf(ProblemError)
  })
})
