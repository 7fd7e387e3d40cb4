import { remember } from '../../lib/remember.ts'
import { foldWord } from './fold-word.ts'
import type { Phrase, WordTest } from './parse-pattern.ts'
import type { Word } from './read-words.ts'

/** Answers, in a time that does not grow with the number of phrases, which phrases stand in a text and where. */
export type WordIndex = {
  /** The tests that a word of a text passes, by number. */
  testsOf: (word: string) => ReadonlySet<number>
  /** By the test of its first word: the phrases, each with its list and the tests of its other words. */
  phrases: ReadonlyMap<number, readonly { list: number; rest: readonly number[] }[]>
}

/** Longer ones are not remembered: no language has them, and they must not fill the memory. */
const longestWord = 40

/** Where phrases of each list stand: by list, the words they begin with, each with the words behind their ends. */
export type Hits = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>

export function buildWordIndex(lists: readonly (readonly Phrase[])[]): WordIndex {
  const ids = new Map<string, number>()
  const [exact, prefixes] = [new Map<string, number>(), new Map<string, number>()]
  // Tests of the end or the middle of a word: few, tried one after the other.
  const affixes: { test: WordTest; id: number }[] = []
  const idOf = (test: WordTest) => {
    const key = `${test.kind} ${test.text}`
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = ids.size
    ids.set(key, id)
    if (test.kind === 'exact') exact.set(test.text, id)
    else if (test.kind === 'prefix') prefixes.set(test.text, id)
    else affixes.push({ test, id })
    return id
  }
  const phrases = new Map<number, { list: number; rest: number[] }[]>()
  lists.forEach((list, number) => {
    for (const phrase of list) {
      const [first, ...rest] = phrase.map(idOf)
      if (first === undefined) continue
      phrases.set(first, [...(phrases.get(first) ?? []), { list: number, rest }])
    }
  })
  const longestPrefix = Math.max(0, ...[...prefixes.keys()].map((prefix) => prefix.length))
  const testWord = (raw: string): ReadonlySet<number> => {
    const word = foldWord(raw)
    const tests = new Set<number>()
    const same = exact.get(word)
    if (same !== undefined) tests.add(same)
    for (let length = Math.min(word.length, longestPrefix); length > 0; length -= 1) {
      const prefix = prefixes.get(word.slice(0, length))
      if (prefix !== undefined) tests.add(prefix)
    }
    for (const { test, id } of affixes) {
      if (test.kind === 'suffix' ? word.endsWith(test.text) : word.includes(test.text)) tests.add(id)
    }
    return tests
  }
  const testOnce = remember(testWord)
  return { testsOf: (raw) => (raw.length > longestWord ? testWord(raw) : testOnce(raw)), phrases }
}

/** Finds every phrase of every list. Between its words stand only spaces, hyphens, apostrophes and the like. */
export function findHits(index: WordIndex, words: readonly Word[]): Hits {
  const held = words.map((word) => index.testsOf(word.raw))
  const hits = new Map<number, Map<number, number[]>>()
  held.forEach((tests, start) => {
    for (const first of tests) {
      for (const { list, rest } of index.phrases.get(first) ?? []) {
        const follows = rest.every(
          (test, offset) => held[start + offset + 1]?.has(test) === true && words[start + offset + 1]?.before === 'joined',
        )
        if (!follows) continue
        const ofList = hits.get(list) ?? new Map<number, number[]>()
        const end = start + rest.length + 1
        const ends = ofList.get(start)
        if (ends === undefined) ofList.set(start, [end])
        else if (!ends.includes(end)) ends.push(end)
        hits.set(list, ofList)
      }
    }
  })
  return hits
}
