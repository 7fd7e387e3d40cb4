import type { Directory, PublishedListing } from '../../help/directory.ts'
import { editDistance } from '../../lib/edit-distance.ts'
import { fitOfNumber } from './fit-of-number.ts'
import { fitsInPart } from './fits-in-part.ts'
import { searchIndex, trigramsOf } from './search-index.ts'
import type { SearchIndex } from './search-index.ts'
import { splitWords } from './split-words.ts'
import { takeNumbers } from './take-numbers.ts'

/** How well a word of the directory fits one that was typed. */
const fits = { exact: 1, beginning: 0.6, typo: 0.4, part: 0.3 }

/** How much a number counts that is the one typed. */
const numberScore = 1000

/**
 * Finds listings by name, official name, summary, organisation and country in all languages, and by number. Every word typed
 * must be found: whole, as the beginning of a word, with one wrong letter in four (two in eight), or, when it is long, in a
 * compound or with another ending. Scores do not depend on what else is published, so that pages keep their order.
 *
 * @returns the listings found, with a score: higher is better
 */
export function searchListings(directory: Directory, query: string): Map<PublishedListing, number> {
  const index = searchIndex(directory)
  const [words, numbers] = takeNumbers(query)
  const found = [
    ...splitWords(words).map((word) => scoresOf(index, word)),
    // What looks like a number may also be words of a name, such as 24/7.
    ...numbers.map((text) => either(numberScoresOf(index, text), together(splitWords(text).map((word) => scoresOf(index, word))))),
  ]
  return together(found)
}

type Scores = Map<PublishedListing, number>

function together(found: readonly Scores[]): Scores {
  const [first, ...others] = found
  return new Map(
    [...(first ?? [])]
      .filter(([listing]) => others.every((scores) => scores.has(listing)))
      .map(([listing, score]) => [listing, others.reduce((sum, scores) => sum + (scores.get(listing) ?? 0), score)]),
  )
}

function either(one: Scores, other: Scores): Scores {
  const best = new Map(one)
  for (const [listing, score] of other) best.set(listing, Math.max(score, best.get(listing) ?? 0))
  return best
}

function numberScoresOf({ numbers }: SearchIndex, text: string): Scores {
  const scores: Scores = new Map()
  for (const { digits, listing } of numbers) {
    const fit = fitOfNumber(text, digits)
    if (fit > 0) scores.set(listing, Math.max(scores.get(listing) ?? 0, Math.round(numberScore * fit)))
  }
  return scores
}

function scoresOf(index: SearchIndex, word: string): Scores {
  const scores: Scores = new Map()
  for (const [match, fit] of matchesOf(index, word)) {
    for (const [listing, weight] of index.places.get(match) ?? []) {
      scores.set(listing, Math.max(scores.get(listing) ?? 0, Math.round(weight * fit * 100)))
    }
  }
  return scores
}

function matchesOf({ words, places, byTrigram }: SearchIndex, word: string): Map<string, number> {
  const matches = new Map<string, number>()
  // A number with a typing error is another number.
  const typos = /^\d+$/.test(word) ? 0 : word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  if (typos > 0) {
    const candidates = new Set([...trigramsOf(word)].flatMap((trigram) => byTrigram.get(trigram) ?? []))
    for (const candidate of candidates) {
      if (editDistance(word, candidate, typos) <= typos) matches.set(candidate, fits.typo)
      else if (fitsInPart(word, candidate, typos)) matches.set(candidate, fits.part)
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
