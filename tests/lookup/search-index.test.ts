import { describe, expect } from 'vitest'
import type { PublishedListing } from '../../src/help/directory.ts'
import { compactIndex, needsCompacting } from '../../src/lookup/search/compact-index.ts'
import { moveIndex } from '../../src/lookup/search/move-index.ts'
import { createSearchIndex } from '../../src/lookup/search/search-index.ts'
import type { SearchIndex } from '../../src/lookup/search/search-index.ts'
import { searchListings } from '../../src/lookup/search/search-listings.ts'
import { aChannel, aDirectory, aListing } from '../support/directory.ts'
import { fc, test } from '../support/fast-check.ts'
import { atOnce, indexListings } from '../support/index-listings.ts'
import { plainScore } from '../support/plain-search.ts'

/** Words that are alike in all the ways that matter: beginnings, endings, typing errors, compounds, other scripts. */
const someWords = [
  'child',
  'children',
  'childline',
  'childlnie',
  'kinderschutz',
  'kinderschutzbund',
  'mannerheimin',
  'mannerheimille',
  'manerheim',
  'lastensuojeluliitto',
  'suojelu',
  'counselling',
  'counsellors',
  'help',
  'kelp',
  'line',
  '24',
  '116111',
  '儿童保护',
  'الطفل',
  'strasse',
]
const someNumbers = ['116111', '080096116', '+35880096116', '0800961161', '+442079460000', '2079460000', '000', '112']
const letters = fc.stringMatching(/^[acehiln]{1,9}$/)
const word = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...someWords) }, { weight: 1, arbitrary: letters })
const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))

/** A word as somebody types it. */
const typedWord = fc.tuple(word, fc.nat(12), fc.constantFrom('', 'delete', 'double', 'swap', 'change', 'cut'), fc.nat(12)).map(([typed, at, change]) => {
  const place = at % typed.length
  const [before, here, after] = [typed.slice(0, place), typed.charAt(place), typed.slice(place + 1)]
  switch (change) {
    case 'delete':
      return before + after
    case 'double':
      return before + here + here + after
    case 'swap':
      return before + after.slice(0, 1) + here + after.slice(1)
    case 'change':
      return `${before}e${after}`
    case 'cut':
      return typed.slice(0, place + 1)
    default:
      return typed
  }
})
const query = fc
  .array(fc.oneof({ weight: 5, arbitrary: typedWord }, { weight: 1, arbitrary: fc.constantFrom(...someNumbers, '+358 800 96116', '0800 96 116') }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((words) => words.join(' '))

const listing = (slug: string) =>
  fc.record({ name: text, summary: text, organisation: fc.option(text, { nil: null }), number: fc.constantFrom(...someNumbers) }).map(
    ({ name, summary, organisation, number }): PublishedListing =>
      aListing({
        slug,
        officialName: { locale: 'en', text: name },
        names: [{ locale: 'en', text: name, origin: 'original', reviewed: false }],
        texts: [
          { locale: 'en', readingLevel: 'standard', summary, whatHappens: null, confidentialityLimits: null, origin: 'original', reviewed: false },
        ],
        organisation: organisation === null ? null : { id: 'o', slug: 'o', name: organisation, url: null },
        channels: [aChannel({ value: number })],
      }),
  )

const slugs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
/** A directory version: any of the slugs, each with any content. */
const version = fc.tuple(...slugs.map((slug) => fc.option(listing(slug), { nil: null }))).map((all) => all.filter((one) => one !== null))

const scoresOf = (index: SearchIndex, typed: string) => [...atOnce(searchListings(index, typed))]

describe('the search index', () => {
  test.prop([version, fc.array(query, { minLength: 1, maxLength: 8 })])('finds what a plain comparison finds', (listings, queries) => {
    const index = indexListings(listings)
    for (const typed of queries)
      expect(scoresOf(index, typed), typed).toEqual(index.listings.map((entry) => plainScore(entry, typed)))
  })

  test.prop([
    fc.array(fc.record({ next: version, keep: fc.subarray(slugs), compact: fc.boolean() }), { minLength: 1, maxLength: 8 }),
    fc.array(query, { minLength: 1, maxLength: 6 }),
  ])('is the same after any changes as one made afresh', (steps, queries) => {
    const index = createSearchIndex()
    let current: readonly PublishedListing[] = []
    for (const { next, keep, compact } of steps) {
      const kept = current.filter(({ slug }) => keep.includes(slug))
      current = aDirectory([...kept, ...next.filter(({ slug }) => !kept.some((one) => one.slug === slug))]).listings
      atOnce(moveIndex(index, current))
      if (compact) atOnce(compactIndex(index))
      const fresh = indexListings(current)
      for (const typed of queries) expect(scoresOf(index, typed), typed).toEqual(scoresOf(fresh, typed))
    }
  })

  test.prop([version, version, version, fc.array(query, { minLength: 1, maxLength: 6 }), fc.nat(30)])(
    'has one version or the next while it moves and is compacted, never a mix',
    (first, second, third, queries, pause) => {
      const index = indexListings(first)
      atOnce(moveIndex(index, aDirectory(second).listings))
      const asSecond = queries.map((typed) => scoresOf(index, typed))
      const compacting = compactIndex(index)
      const moving = moveIndex(index, aDirectory(third).listings)
      let moved = false
      for (let step = 0; step < pause; step += 1) {
        compacting.next()
        if (step % 2 === 0) moved ||= moving.next().done === true
      }
      const expected = moved ? queries.map((typed) => scoresOf(indexListings(third), typed)) : asSecond
      expect(queries.map((typed) => scoresOf(index, typed))).toEqual(expected)
      atOnce(compacting)
      atOnce(moving)
      const fresh = indexListings(third)
      for (const typed of queries) expect(scoresOf(index, typed), typed).toEqual(scoresOf(fresh, typed))
    },
  )

  test.prop([version, version, query])('answers a search from the version that it began with', (first, second, typed) => {
    const index = indexListings(first)
    const expected = scoresOf(index, typed)
    const search = searchListings(index, typed)
    const begun = search.next()
    atOnce(moveIndex(index, aDirectory(second).listings))
    expect([...(begun.done === true ? begun.value : atOnce(search))]).toEqual(expected)
  })

  test.prop([fc.array(version, { minLength: 30, maxLength: 30 })], { runs: 10 })('takes no more room however often listings change', (versions) => {
    const index = createSearchIndex()
    const measure = () => ({
      documents: index.nextDocument,
      words: index.words.chunks.reduce((sum, { terms }) => sum + terms.length, 0),
      bytes: index.postings.bytes(),
    })
    const run = () => {
      for (const next of versions) {
        atOnce(moveIndex(index, aDirectory(next).listings))
        atOnce(compactIndex(index))
      }
      return measure()
    }
    run()
    const once = run()
    expect([run(), run()]).toEqual([once, once])
    // What 1,000 listings and a quarter of all leave behind is not worth the work.
    expect(needsCompacting({ ...index, goneDocuments: Array.from({ length: 1000 }, () => 0) })).toBe(false)
    expect(needsCompacting({ ...index, goneDocuments: Array.from({ length: 1001 }, () => 0) })).toBe(true)
  })
})
