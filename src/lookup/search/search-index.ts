import type { Directory, PublishedListing } from '../../help/directory.ts'
import type { ChannelType } from '../../help/vocabulary.ts'
import { countryNames } from '../answer/country-names.ts'
import { kindWords } from './kind-words.ts'
import { splitWords } from './split-words.ts'

/** How much a word counts by where it stands. */
const weights = { name: 10, organisation: 8, summary: 4, country: 3, kind: 2 }

export type SearchIndex = {
  /** Every word, in order, so that those that begin alike stand together. */
  words: readonly string[]
  /** By word: the listings that have it, and how much it counts there. */
  places: ReadonlyMap<string, ReadonlyMap<PublishedListing, number>>
  /** By three letters: the words that have them. */
  byTrigram: ReadonlyMap<string, readonly string[]>
  /** The digits of every number to call or write to, and whose it is. */
  numbers: readonly { digits: string; listing: PublishedListing }[]
}

const built = new WeakMap<Directory, SearchIndex>()

/** The index over names, official names, summaries, organisations and countries in all languages, and over numbers; built when a directory is first searched. */
export function searchIndex(directory: Directory): SearchIndex {
  const found = built.get(directory)
  if (found !== undefined) return found
  const places = new Map<string, Map<PublishedListing, number>>()
  const add = (text: string, weight: number, listing: PublishedListing) => {
    for (const word of splitWords(text)) {
      const here = places.get(word)
      if (here === undefined) places.set(word, new Map([[listing, weight]]))
      else here.set(listing, Math.max(weight, here.get(listing) ?? 0))
    }
  }
  const numbers: { digits: string; listing: PublishedListing }[] = []
  for (const listing of directory.listings) {
    const { content, organisation } = listing
    add(content.officialName.text, weights.name, listing)
    for (const name of content.names) add(name.text, weights.name, listing)
    if (organisation !== null) add(organisation.name, weights.organisation, listing)
    for (const text of content.texts) add(text.summary, weights.summary, listing)
    add(kindWords[content.kind], weights.kind, listing)
    for (const name of namesOfCountries(content)) add(name, weights.country, listing)
    for (const { type, value } of content.channels) {
      if (isNumber(type)) numbers.push({ digits: value.replace(/\D/g, ''), listing })
    }
  }
  const words = [...places.keys()].sort()
  const byTrigram = new Map<string, string[]>()
  for (const word of words) {
    for (const trigram of trigramsOf(word)) {
      const alike = byTrigram.get(trigram)
      if (alike === undefined) byTrigram.set(trigram, [word])
      else alike.push(word)
    }
  }
  const index = { words, places, byTrigram, numbers }
  built.set(directory, index)
  return index
}

/** What the countries of a listing are called in the languages in which it has words, and in English. */
function namesOfCountries({ countries, names, texts }: PublishedListing['content']): string[] {
  const locales = new Set(['en', ...names.map(({ locale }) => locale), ...texts.map(({ locale }) => locale)])
  return [...locales].flatMap((locale) => countries.map(countryNames(locale)))
}

function isNumber(type: ChannelType): boolean {
  return type === 'phone' || type === 'sms' || type === 'whatsapp'
}

/** Groups of three neighbouring letters; the edges of the word count as letters, so that its first letter weighs more. */
export function trigramsOf(word: string): Set<string> {
  const edged = `  ${word} `
  const trigrams = new Set<string>()
  for (let index = 0; index + 3 <= edged.length; index += 1) trigrams.add(edged.slice(index, index + 3))
  return trigrams
}
