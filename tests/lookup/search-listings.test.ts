import { describe, expect, it } from 'vitest'
import { searchListings } from '../../src/lookup/search/search-listings.ts'
import { aDirectory, aListing } from '../support/directory.ts'

const named = (slug: string, text: string) =>
  aListing({ slug, names: [{ locale: 'en', text, origin: 'original', reviewed: false }], officialName: { locale: 'en', text } })

/** Slugs of the names that a query finds, best first. */
function find(query: string, ...names: readonly string[]): string[] {
  const found = searchListings(aDirectory(names.map((name) => named(name, name))), query)
  return [...found].sort(([, one], [, other]) => other - one).map(([{ slug }]) => slug)
}

describe('searching listings', () => {
  it.each([
    ['lodz', 'Łódź telefon'],
    ['ŁÓDŹ', 'lodz telefon'],
    ['strasse', 'Straße'],
    ['gelecek', 'Gələcək'],
    ['istanbul', 'İstanbul hattı'],
    ['hatti', 'İstanbul hattı'],
    ['الطفل', 'حماية الطِّفْل'],
    ['संरक्षण', 'बाल संरक्षण हॉटलाइन'],
    ['儿童', '全国儿童保护热线'],
    ['保护热线', '全国儿童保护热线'],
    ['チャイルド', 'チャイルドライン'],
    ['ﾁｬｲﾙﾄﾞ', 'チャイルドライン'],
    ['เด็ก', 'สายด่วนช่วยเหลือเด็ก'],
    ['116111', 'Line 116111'],
    ['child line', 'The line of a child'],
  ])('finds %j in %j', (query, name) => {
    expect(find(query, name, 'Another')).toEqual([name])
  })

  it('tells words apart that differ by more than a typing error', () => {
    expect(find('बाल', 'बल सेवा')).toEqual([])
    expect(find('cat', 'car')).toEqual([])
    expect(find('help', 'hope')).toEqual([])
    expect(find('childhood', 'childcare')).toEqual([])
  })

  it('forgives one wrong, missing, doubled or swapped letter in four, and two in eight', () => {
    for (const typed of ['childlien', 'chidline', 'childlinne', 'chyldlene'])
      expect(find(typed, 'Childline')).toEqual(['Childline'])
    expect(find('kids', 'Kidz')).toEqual(['Kidz'])
    expect(find('xhyldlene', 'Childline')).toEqual([])
  })

  it('puts the whole word before its beginning, and that before a typing error', () => {
    expect(find('child', 'Chile', 'Children', 'Child')).toEqual(['Child', 'Children', 'Chile'])
  })

  it('puts names before summaries', () => {
    const inSummary = aListing({
      slug: 'summary',
      texts: [
        {
          locale: 'en',
          readingLevel: 'standard',
          summary: 'About suicide.',
          whatHappens: null,
          confidentialityLimits: null,
          origin: 'original',
          reviewed: false,
        },
      ],
    })
    const found = searchListings(aDirectory([inSummary, named('name', 'Suicide line')]), 'suicide')
    expect([...found].sort(([, one], [, other]) => other - one).map(([{ slug }]) => slug)).toEqual(['name', 'summary'])
  })

  it('needs every word, each somewhere', () => {
    expect(find('child line', 'Child', 'Line', 'Child line')).toEqual(['Child line'])
  })

  it('finds nothing for nothing', () => {
    expect(find('!', 'Child')).toEqual([])
    expect(find('child')).toEqual([])
  })
})
