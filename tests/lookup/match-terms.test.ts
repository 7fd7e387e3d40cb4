import { describe, expect, it } from 'vitest'
import { matchTerms } from '../../src/lookup/search/match-terms.ts'
import { createSortedTerms } from '../../src/lookup/search/sorted-terms.ts'
import { fc, test } from '../support/fast-check.ts'
import { fitOfWord } from '../support/plain-search.ts'

const letters = fc.stringMatching(/^[abc]{1,12}$/)

describe('matching terms', () => {
  test.prop([fc.uniqueArray(letters, { minLength: 1500, maxLength: 2500, size: 'max' }), fc.array(letters, { minLength: 5, maxLength: 5 }), fc.nat(1000)], {
    runs: 15,
  })('compares a word with thousands as if with each alone, while some come and others go', (words, typed, share) => {
    const terms = createSortedTerms()
    for (const [list, word] of words.entries()) terms.add(word, list)
    // Looked at in between, so that a change must not be overlooked.
    for (const word of typed) matchTerms(terms, word)
    const gone = words.filter((_, list) => list % 1000 < share)
    for (const word of gone) terms.delete(word)
    for (const word of gone.slice(0, 100)) terms.add(word, words.indexOf(word))
    const left = words.map((word, list) => ({ word, list })).filter(({ word }) => terms.listOf(word) !== undefined)
    expect(left).toHaveLength(words.length - gone.length + Math.min(gone.length, 100))
    for (const word of typed) {
      const expected = left.map((entry) => [entry.list, fitOfWord(word, entry.word)] as const).filter(([, fit]) => fit > 0)
      expect(new Map([...matchTerms(terms, word)].sort(([one], [other]) => one - other))).toEqual(new Map(expected))
    }
  })

  it('compares letters beyond the first 255, too', () => {
    const terms = createSortedTerms()
    const long = 'a'.repeat(300)
    const others = ['b', 'c', 'bb'].map((ending) => long + ending)
    for (const [list, term] of [long, ...others].entries()) terms.add(term, list)
    expect(new Set(matchTerms(terms, `${'a'.repeat(190)}x`).keys())).toEqual(new Set([0, 1, 2, 3]))
    expect(matchTerms(terms, `${long}b`)).toEqual(new Map([[0, 0.4], [1, 1], [2, 0.4], [3, 0.6]]))
  })

  test.prop([fc.uniqueArray(letters, { maxLength: 800, size: 'max' }), letters])('goes through terms in order from any on', (words, from) => {
    const terms = createSortedTerms()
    for (const [list, word] of words.entries()) terms.add(word, list)
    const seen: string[] = []
    for (let batch = terms.someAfter(from); batch.length > 0; batch = terms.someAfter(batch.at(-1)?.[0] ?? '')) seen.push(...batch.map(([term]) => term))
    expect(seen).toEqual(words.filter((word) => word > from).sort())
    const beginning: string[] = []
    terms.eachFrom(from, (term) => beginning.push(term))
    expect(beginning).toEqual(words.filter((word) => word.startsWith(from)).sort())
  })
})
