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
type Scores = Uint32Array

/**
 * Finds listings by name, official name, summary, organisation and country in all languages, and by number. Every word typed must
 * be found, each in the way of `matchTerms`. Scores do not depend on what else is published, so that pages keep their order.
 *
 * Takes a step for each word. The index may move on in between: found is what it has at the first step, as long as nothing is
 * compacted that goes after it.
 *
 * @returns by position in the index's `listings` at the first step: the score, higher is better, 0 where the listing is not found
 */
export function* searchListings(index: SearchIndex, query: string): Generator<void, Uint32Array> {
  const { listings, positions } = index
  const [words, numbers] = takeNumbers(query)
  const total = new Uint32Array(index.nextDocument)
  const parts = [
    ...splitWords(words).map((word) => () => scoresOfWord(index, word)),
    ...numbers.map((number) => () => scoresOfNumber(index, number)),
  ]
  for (const [place, part] of parts.entries()) {
    if (place > 0) yield
    if (!addWhereBoth(total, part(), place === 0)) break
  }
  const byPosition = new Uint32Array(listings.length)
  for (let document = 0; document < total.length; document += 1) {
    const score = total[document] ?? 0
    const position = positions[document] ?? nowhere
    if (score > 0 && position !== nowhere) byPosition[position] = score
  }
  return byPosition
}

function scoresOfWord(index: SearchIndex, word: string): Scores {
  return scoresOf(index, matchTerms(index.words, word), (fit) => worthOfWeights.map((weight) => Math.round(weight * fit * wordScore)))
}

/** What looks like a number may also be words of a name, such as 24/7. */
function scoresOfNumber(index: SearchIndex, text: string): Scores {
  const scores = new Uint32Array(index.nextDocument)
  splitWords(text).every((word, place) => addWhereBoth(scores, scoresOfWord(index, word), place === 0))
  const asNumber = scoresOf(index, matchNumbers(index, text), (fit) => [Math.round(numberScore * fit)])
  for (let document = 0; document < scores.length; document += 1) {
    scores[document] = Math.max(scores[document] ?? 0, asNumber[document] ?? 0)
  }
  return scores
}

/** The best score of all terms that fit. */
function scoresOf({ postings, nextDocument }: SearchIndex, matches: Matches, worth: (fit: number) => readonly number[]): Scores {
  const scores = new Uint32Array(nextDocument)
  const worthByFit = new Map([...new Set(matches.values())].map((fit) => [fit, worth(fit)]))
  for (const [list, fit] of matches) postings.raiseScores(list, worthByFit.get(fit) ?? [], scores)
  return scores
}

/** Adds scores where both have one, and leaves none where either has not. Returns whether any is left. */
function addWhereBoth(total: Scores, scores: Scores, isFirst: boolean): boolean {
  let any = false
  const length = Math.min(total.length, scores.length)
  for (let document = 0; document < length; document += 1) {
    const before = total[document] ?? 0
    const more = scores[document] ?? 0
    if (more > 0 && (isFirst || before > 0)) {
      total[document] = before + more
      any = true
    } else if (before > 0) total[document] = 0
  }
  return any
}
