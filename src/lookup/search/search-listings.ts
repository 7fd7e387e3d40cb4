import { worthOfWeights } from './listing-terms.ts'
import { matchNumbers } from './match-numbers.ts'
import { matchTerms } from './match-terms.ts'
import type { Matches } from './match-terms.ts'
import { nowhere } from './search-index.ts'
import type { SearchIndex } from './search-index.ts'
import { splitWords } from './split-words.ts'
import { takeNumbers } from './take-numbers.ts'

/** What a word scores that fits fully and has the weight 1, and what the number typed scores. */
const wordScore = 100
const numberScore = 1000

/** By document; 0 where it is not found. */
type Scores = Uint32Array | Uint16Array

/**
 * Finds listings by name, official name, summary, organisation and country in all languages, and by number. Every word typed must
 * be found, each in the way of `matchTerms`. Scores do not depend on what else is published, so that pages keep their order.
 *
 * @returns by position in the index's `listings`: the score, higher is better, 0 where the listing is not found
 */
export function searchListings(index: SearchIndex, query: string): Uint32Array {
  const total = together(index, scoresOfParts(index, query))
  const byPosition = new Uint32Array(index.listings.length)
  for (let document = 0; document < total.length; document += 1) {
    const score = total[document] ?? 0
    const position = index.positions[document] ?? nowhere
    if (score > 0 && position !== nowhere) byPosition[position] = score
  }
  return byPosition
}

function* scoresOfParts(index: SearchIndex, query: string): Generator<Scores> {
  const [words, numbers] = takeNumbers(query)
  for (const word of splitWords(words)) yield scoresOfWord(index, word)
  for (const number of numbers) yield scoresOfNumber(index, number)
}

function scoresOfWord(index: SearchIndex, word: string): Scores {
  return scoresOf(index, matchTerms(index.words, word), (fit) => worthOfWeights.map((weight) => Math.round(weight * fit * wordScore)))
}

/** What looks like a number may also be words of a name, such as 24/7. */
function scoresOfNumber(index: SearchIndex, text: string): Scores {
  const asNumber = scoresOf(index, matchNumbers(index, text), (fit) => [Math.round(numberScore * fit)])
  const asWords = together(index, splitWords(text).map((word) => scoresOfWord(index, word)))
  return asWords.map((score, document) => Math.max(score, asNumber[document] ?? 0))
}

/** The best score of all terms that fit. */
function scoresOf({ postings, nextDocument }: SearchIndex, matches: Matches, worth: (fit: number) => readonly number[]): Scores {
  const scores = new Uint16Array(nextDocument)
  const worthByFit = new Map([...new Set(matches.values())].map((fit) => [fit, worth(fit)]))
  for (const [list, fit] of matches) postings.raiseScores(list, worthByFit.get(fit) ?? [], scores)
  return scores
}

/** The sum of all scores for the documents that have each of them; asks for no more of them once there is none left. */
function together({ nextDocument }: SearchIndex, parts: Iterable<Scores>): Uint32Array {
  const total = new Uint32Array(nextDocument)
  let isFirst = true
  for (const scores of parts) {
    let any = false
    for (let document = 0; document < nextDocument; document += 1) {
      const [before, more] = [total[document] ?? 0, scores[document] ?? 0]
      const sum = more > 0 && (isFirst || before > 0) ? before + more : 0
      total[document] = sum
      any ||= sum > 0
    }
    if (!any) break
    isFirst = false
  }
  return total
}
