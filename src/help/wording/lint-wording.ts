import { findMatches } from './find-matches.ts'
import { termsOf } from './languages.ts'
import { readWords } from './read-words.ts'
import type { WordingContext } from './wording-context.ts'
import type { WordingFinding } from './wording-finding.ts'
import { severityOf, wordingRules } from './wording-rules.ts'

/** Exclamation marks in a row, in any script. */
const shouting = /[!！¡]{2,}/gu

/**
 * Words in a text that break a rule, in the order of the text. A pure function of its arguments, in a time that grows with
 * the length of the text and nothing else.
 *
 * It finds known words and turns of phrase, no meanings: no finding does not say that a text is safe.
 * @param locale language tag of the text. A language that `languagesWithWording` does not name is checked for the few terms that
 *   are the same in every language; ask `wordingLanguage`, so that nobody takes that for a check
 */
export function lintWording(text: string, locale: string, context: WordingContext): WordingFinding[] {
  const words = readWords(text)
  const terms = termsOf(locale)
  const places: Place[] = []
  for (const [rule, matches] of findMatches(terms, words)) {
    const instead = terms.rules.get(rule)?.instead ?? null
    for (const { from, to } of matches) {
      const [first, last] = [words[from], words[to - 1]]
      if (first !== undefined && last !== undefined) places.push({ rule, start: first.start, end: last.end, instead })
    }
  }
  for (const { index, 0: marks } of text.matchAll(shouting)) {
    places.push({ rule: 'alarm', start: index, end: index + marks.length, instead: null })
  }
  const findings = wordingRules.flatMap(({ id, reason, source, suggestion, ...rule }) => {
    const severity = severityOf(rule, context)
    if (severity === null) return []
    return apart(places.filter((place) => place.rule === id)).map(
      (place): WordingFinding => ({ ...place, severity, found: text.slice(place.start, place.end), reason, source, suggestion }),
    )
  })
  return findings.toSorted((one, other) => one.start - other.start || one.end - other.end || (one.rule < other.rule ? -1 : 1))
}

type Place = Pick<WordingFinding, 'rule' | 'start' | 'end' | 'instead'>

/** Those that do not overlap, the first of each heap. */
function apart(places: readonly Place[]): Place[] {
  let behind = 0
  return places
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .filter(({ start, end }) => {
      if (start < behind) return false
      behind = end
      return true
    })
}
