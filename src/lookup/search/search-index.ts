import type { Directory, PublishedListing } from '../../help/directory.ts'
import { splitWords } from './split-words.ts'

/** How much a word counts by where it stands. */
const weights = { name: 10, organisation: 8, summary: 4 }

export type SearchIndex = {
  /** Every word, in order, so that those that begin alike stand together. */
  words: readonly string[]
  /** By word: the listings that have it, and how much it counts there. */
  places: ReadonlyMap<string, ReadonlyMap<PublishedListing, number>>
  /** By three letters: the words that have them. */
  byTrigram: ReadonlyMap<string, readonly string[]>
}

const built = new WeakMap<Directory, SearchIndex>()

/** The index over names, official names, summaries and organisations in all languages; built when a directory is first searched. */
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
  for (const listing of directory.listings) {
    const { content, organisation } = listing
    add(content.officialName.text, weights.name, listing)
    for (const name of content.names) add(name.text, weights.name, listing)
    if (organisation !== null) add(organisation.name, weights.organisation, listing)
    for (const text of content.texts) add(text.summary, weights.summary, listing)
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
  const index = { words, places, byTrigram }
  built.set(directory, index)
  return index
}

/** Groups of three neighbouring letters; the edges of the word count as letters, so that its first letter weighs more. */
export function trigramsOf(word: string): Set<string> {
  const edged = `  ${word} `
  const trigrams = new Set<string>()
  for (let index = 0; index + 3 <= edged.length; index += 1) trigrams.add(edged.slice(index, index + 3))
  return trigrams
}
