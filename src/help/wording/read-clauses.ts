import type { Word } from './read-words.ts'
import type { Hits } from './word-index.ts'

/** What stands behind a comma and is not longer than this is an item of a list: do not copy, save, print or send. */
const longestItem = 2

/**
 * For each word, whether it is the first of a clause. A comma divides clauses unless it divides a list; a word such as `but`
 * begins a new clause. So `not` reaches over all of “do not copy, save or send”, not into “do not worry, save the picture”.
 */
export function readClauses(words: readonly Word[], hits: Hits, but: number, or: number): boolean[] {
  const [butHits, orHits] = [hits.get(but), hits.get(or)]
  const opens = words.map(({ before }, at) => {
    if (before === 'comma') return !isItem(at)
    return before !== 'joined' || butHits?.has(at) === true
  })
  for (const ends of butHits?.values() ?? []) {
    for (const end of ends) if (end < words.length) opens[end] = true
  }
  return opens

  /** Short, and another item follows it; or begins with a word such as `or`. */
  function isItem(from: number): boolean {
    let length = 0
    for (let at = from; at < words.length; at += 1) {
      const word = words[at]
      if (orHits?.has(at) === true || (at > from && word?.before === 'comma')) return true
      if (at > from && word?.before !== 'joined') return false
      length += word?.weight ?? 0
      if (length > longestItem) return false
    }
    return false
  }
}
