import type { Phrase, WordTest } from './parse-pattern.ts'
import type { Word } from './read-words.ts'

/** Answers, in a time that does not grow with the number of phrases, which phrases stand in a text and where. */
export type WordIndex = {
  exact: ReadonlyMap<string, number>
  prefixes: ReadonlyMap<string, number>
  longestPrefix: number
  /** Tests of the end or the middle of a word: few, tried one after the other. */
  affixes: readonly { test: WordTest; id: number }[]
  /** By the test of its first word: the phrases, each with its list and the tests of its other words. */
  phrases: ReadonlyMap<number, readonly { list: number; rest: readonly number[] }[]>
}

/** Where phrases of each list stand: by list, the words they begin with, each with the words behind their ends. */
export type Hits = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>

export function buildWordIndex(lists: readonly (readonly Phrase[])[]): WordIndex {
  const ids = new Map<string, number>()
  const [exact, prefixes] = [new Map<string, number>(), new Map<string, number>()]
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
  return { exact, prefixes, longestPrefix, affixes, phrases }
}

/** Finds every phrase of every list. The words of a phrase follow each other with nothing but spaces, hyphens or apostrophes between. */
export function findHits(index: WordIndex, words: readonly Word[]): Hits {
  const known = new Map<string, ReadonlySet<number>>()
  const testsOf = (word: Word) => {
    const tests = known.get(word.folded) ?? testsThatHold(index, word.folded)
    known.set(word.folded, tests)
    return tests
  }
  const held = words.map(testsOf)
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

function testsThatHold(index: WordIndex, word: string): ReadonlySet<number> {
  const tests = new Set<number>()
  const exact = index.exact.get(word)
  if (exact !== undefined) tests.add(exact)
  for (let length = Math.min(word.length, index.longestPrefix); length > 0; length -= 1) {
    const prefix = index.prefixes.get(word.slice(0, length))
    if (prefix !== undefined) tests.add(prefix)
  }
  for (const { test, id } of index.affixes) {
    if (test.kind === 'suffix' ? word.endsWith(test.text) : word.includes(test.text)) tests.add(id)
  }
  return tests
}
