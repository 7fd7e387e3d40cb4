import type { Directory, PublishedListing } from '../../help/directory.ts'
import { editDistance } from '../../lib/edit-distance.ts'
import { searchIndex, trigramsOf } from './search-index.ts'
import type { SearchIndex } from './search-index.ts'
import { splitWords } from './split-words.ts'

/** How well a word of the directory fits one that was typed. */
const fits = { exact: 1, beginning: 0.6, typo: 0.4 }

/**
 * Finds listings by name, official name, summary and organisation in all languages. Every word typed must be found: whole, as
 * the beginning of a word, or with one wrong letter in four (two in eight). Scores do not depend on what else is published,
 * so that pages keep their order.
 *
 * @returns the listings found, with a score: higher is better
 */
export function searchListings(directory: Directory, query: string): Map<PublishedListing, number> {
  const index = searchIndex(directory)
  let found: Map<PublishedListing, number> | null = null
  for (const word of splitWords(query)) {
    const scores = scoresOf(index, word)
    if (found === null) {
      found = scores
      continue
    }
    const both = new Map<PublishedListing, number>()
    for (const [listing, score] of found) {
      const other = scores.get(listing)
      if (other !== undefined) both.set(listing, score + other)
    }
    found = both
  }
  return found ?? new Map()
}

function scoresOf(index: SearchIndex, word: string): Map<PublishedListing, number> {
  const scores = new Map<PublishedListing, number>()
  for (const [match, fit] of matchesOf(index, word)) {
    for (const [listing, weight] of index.places.get(match) ?? []) {
      scores.set(listing, Math.max(scores.get(listing) ?? 0, Math.round(weight * fit * 100)))
    }
  }
  return scores
}

function matchesOf({ words, places, byTrigram }: SearchIndex, word: string): Map<string, number> {
  const matches = new Map<string, number>()
  const typos = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  if (typos > 0) {
    const candidates = new Set([...trigramsOf(word)].flatMap((trigram) => byTrigram.get(trigram) ?? []))
    for (const candidate of candidates) {
      if (editDistance(word, candidate, typos) <= typos) matches.set(candidate, fits.typo)
    }
  }
  for (let at = firstFrom(words, word); words[at]?.startsWith(word) === true; at += 1)
    matches.set(words[at] ?? '', fits.beginning)
  if (places.has(word)) matches.set(word, fits.exact)
  return matches
}

/** Where the first word stands that is not before the given one. */
function firstFrom(words: readonly string[], word: string): number {
  let from = 0
  let to = words.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((words[middle] ?? '') < word) from = middle + 1
    else to = middle
  }
  return from
}
