/** The search as it is described, without an index: every word typed is compared with every word of every listing. */
import type { PublishedListing } from '../../src/help/directory.ts'
import { editDistance } from '../../src/lib/edit-distance.ts'
import { numbersOfListing, termsOfListing, worthOfWeights } from '../../src/lookup/search/listing-terms.ts'
import { splitWords } from '../../src/lookup/search/split-words.ts'
import { takeNumbers } from '../../src/lookup/search/take-numbers.ts'

/** The score of a listing; 0 when it is not found. */
export function plainScore(listing: PublishedListing, query: string): number {
  const [words, numbers] = takeNumbers(query)
  const parts = [
    ...splitWords(words).map((word) => wordScore(listing, word)),
    ...numbers.map((number) => Math.max(numberScore(listing, number), sumOfAll(splitWords(number).map((word) => wordScore(listing, word))))),
  ]
  return sumOfAll(parts)
}

function sumOfAll(scores: readonly number[]): number {
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0)
}

function wordScore(listing: PublishedListing, typed: string): number {
  const scores = termsOfListing(listing).flatMap(({ words, weight }) =>
    words.map((word) => Math.round((worthOfWeights[weight] ?? 0) * fitOfWord(typed, word) * 100)),
  )
  return Math.max(0, ...scores)
}

/** How well a word of a text fits one that was typed. */
export function fitOfWord(typed: string, word: string): number {
  if (typed === word) return 1
  if (word.startsWith(typed)) return 0.6
  const typos = /^\d+$/.test(typed) || typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2
  if (typos === 0) return 0
  if (editDistance(typed, word, typos) <= typos) return 0.4
  return isPart(typed, word, typos) ? 0.3 : 0
}

function isPart(typed: string, word: string, typos: number): boolean {
  if (typed.length >= 5 && word.includes(typed)) return true
  if (typed.length >= 6 && editDistance(typed, word, typos, 'beginning') <= typos) return true
  let stem = 0
  while (stem < typed.length && typed[stem] === word[stem]) stem += 1
  return stem >= 6 && Math.max(typed.length, word.length) - stem <= 4
}

function numberScore(listing: PublishedListing, typed: string): number {
  return Math.max(0, ...numbersOfListing(listing).map((digits) => Math.round(fitOfNumber(typed.replace(/\D/g, ''), digits) * 1000)))
}

function fitOfNumber(sent: string, digits: string): number {
  if (sent === digits) return 1
  const [one, other] = [sent, digits].map((number) => number.replace(/^0+/, '')) as [string, string]
  if (Math.min(one.length, other.length) >= 6 && (one.endsWith(other) || other.endsWith(one))) return 0.9
  return digits.startsWith(sent) ? 0.5 : 0
}
