import { describe, expect, it } from 'vitest'
import type { PublishedListing } from '../../src/help/directory.ts'
import { searchListings } from '../../src/lookup/search/search-listings.ts'
import { aChannel, aListing } from '../support/directory.ts'
import { atOnce, indexListings } from '../support/index-listings.ts'

const named = (slug: string, text: string) =>
  aListing({ slug, names: [{ locale: 'en', text, origin: 'original', reviewed: false }], officialName: { locale: 'en', text } })

/** Slugs of the listings that a query finds, best first. */
function search(query: string, listings: readonly PublishedListing[]): string[] {
  const index = indexListings(listings)
  const scores = atOnce(searchListings(index, query))
  const found = index.listings.map(({ slug }, position) => ({ slug, score: scores[position] ?? 0 })).filter(({ score }) => score > 0)
  return found.sort((one, other) => other.score - one.score).map(({ slug }) => slug)
}

/** The same of listings with these names, by name. */
const find = (query: string, ...names: readonly string[]) => search(query, names.map((name) => named(name, name)))

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
    ['116000', 'Line 116000'],
    ['child line', 'The line of a child'],
  ])('finds %j in %j', (query, name) => {
    expect(find(query, name, 'Another')).toEqual([name])
  })

  it('tells words apart that differ by more than a typing error', () => {
    expect(find('बाल', 'बल सेवा')).toEqual([])
    expect(find('cat', 'car')).toEqual([])
    expect(find('moon', 'mean')).toEqual([])
    expect(find('childhood', 'childcare')).toEqual([])
  })

  it('forgives one wrong, missing, doubled or swapped letter in four, and two in eight', () => {
    for (const typed of ['childlien', 'chidline', 'childlinne', 'chyldlene'])
      expect(find(typed, 'Childline')).toEqual(['Childline'])
    expect(find('kids', 'Kidz')).toEqual(['Kidz'])
    expect(find('xhyldlene', 'Childline')).toEqual([])
  })

  it.each([
    ['manerheim', 'Mannerheimin Lastensuojeluliitto'],
    ['mannerhiem', 'Mannerheimin Lastensuojeluliitto'],
    ['anmerheim', 'Mannerheimin Lastensuojeluliitto'],
    ['mannerheimille', 'Mannerheimin Lastensuojeluliitto'],
    ['suojelu', 'Mannerheimin Lastensuojeluliitto'],
    ['schutz', 'Kinderschutzbund'],
    ['counselling', 'The counsellors'],
  ])('finds %j as part of a longer or inflected word in %j', (query, name) => {
    expect(find(query, name, 'Another')).toEqual([name])
  })

  it('finds listings by the names of their countries, in the languages that they have words in', () => {
    const japanese = aListing({
      slug: 'jp',
      countries: ['JP'],
      names: [{ locale: 'ja', text: 'チャイルドライン', origin: 'original', reviewed: false }],
    })
    const finnish = aListing({ slug: 'fi', countries: ['FI'] })
    const slugsFor = (query: string) => search(query, [japanese, finnish])
    expect(slugsFor('japan')).toEqual(['jp'])
    expect(slugsFor('日本')).toEqual(['jp'])
    expect(slugsFor('finland')).toEqual(['fi'])
  })

  it('finds listings by number, however it is written, and nothing else by it', () => {
    const withNumber = (slug: string, value: string) =>
      aListing({ slug, channels: [aChannel({ type: 'phone', value, reachableFrom: value.startsWith('+') ? 'anywhere' : 'in_country' })] })
    const listings = [
      withNumber('national', '080096116'),
      withNumber('short', '116111'),
      withNumber('international', '+442079460000'),
      aListing({
        slug: 'words',
        officialName: { locale: 'en', text: 'Help 24/7 on 116118' },
        channels: [aChannel({ type: 'website', value: 'https://116119.example.org/' })],
      }),
    ]
    const slugsFor = (query: string) => search(query, listings)
    for (const query of ['080096116', '0800 96116', '(0800) 96-116', '+358 800 96116']) expect(slugsFor(query)).toEqual(['national'])
    // A number with a typing error is another number.
    for (const query of ['116111', '116 111']) expect(slugsFor(query)).toEqual(['short'])
    for (const query of ['+44 20 7946 0000', '0044 20 7946 0000', '020 7946 0000']) expect(slugsFor(query)).toEqual(['international'])
    expect(slugsFor('24/7')).toEqual(['words'])
    expect(slugsFor('116112')).toEqual([])
    expect(slugsFor('999')).toEqual([])
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
    expect(search('suicide', [inSummary, named('name', 'Suicide line')])).toEqual(['name', 'summary'])
  })

  it('needs every word, each somewhere', () => {
    expect(find('child line', 'Child', 'Line', 'Child line')).toEqual(['Child line'])
  })

  it('finds nothing for nothing', () => {
    expect(find('!', 'Child')).toEqual([])
    expect(find('child')).toEqual([])
  })
})
