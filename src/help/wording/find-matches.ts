import type { CompiledPattern, CompiledTerms } from './compile-terms.ts'
import { readClauses } from './read-clauses.ts'
import type { Word } from './read-words.ts'
import { findHits, type Hits } from './word-index.ts'

/** Numbers of the first word and of the one behind the last. */
export type Match = { from: number; to: number }

/** How far a step may lie behind the one before, in words. */
const reach = { near: 8, later: 30 } as const

type Step = CompiledPattern[number]

/** `opens`: for each word, whether it is the first of a clause. */
type Text = { words: readonly Word[]; hits: Hits; opens: readonly boolean[] }

/** The words that break each rule of a language, without those that a `pass` pattern makes right. Some overlap. */
export function findMatches(terms: CompiledTerms, words: readonly Word[]): Map<string, Match[]> {
  const hits = findHits(terms.index, words)
  const text = { words, hits, opens: readClauses(words, hits, terms.but, terms.or) }
  const found = new Map<string, Match[]>()
  for (const [rule, { find, pass }] of terms.rules) {
    const matches = find.flatMap((pattern) => matchesOf(pattern, text, 'shortest'))
    if (matches.length === 0) continue
    const passed = wordsIn(pass.flatMap((pattern) => matchesOf(pattern, text, 'longest')), words.length)
    const broken = matches.filter(({ from, to }) => passed[to] === passed[from])
    if (broken.length > 0) found.set(rule, broken)
  }
  return found
}

/** Every place where the pattern begins, with its nearest or its farthest end. */
function matchesOf(pattern: CompiledPattern, text: Text, length: 'shortest' | 'longest'): Match[] {
  const [first, ...rest] = pattern
  const matches: Match[] = []
  const starts = first === undefined ? undefined : text.hits.get(first.list)
  if (first === undefined || starts === undefined || rest.some((step) => !text.hits.has(step.list))) return matches
  for (const [from, firstEnds] of starts) {
    if (first.opens && text.opens[from] !== true) continue
    let ends: readonly number[] = firstEnds
    for (const step of rest) {
      ends = step.after === 'next' ? endsRightAfter(ends, step, text) : endsWithin(ends, step, reach[step.after], text)
      if (ends.length === 0) break
    }
    if (ends.length > 0) matches.push({ from, to: length === 'shortest' ? Math.min(...ends) : Math.max(...ends) })
  }
  return matches
}

function endsRightAfter(ends: readonly number[], step: Step, { words, hits, opens }: Text): number[] {
  const starts = hits.get(step.list)
  return ends.flatMap((at) => {
    const follows = step.opens ? opens[at] === true : words[at]?.before === 'joined' && opens[at] !== true
    return follows ? (starts?.get(at) ?? []) : []
  })
}

/** Every word is looked at once, from the nearest end on: the time grows with the reach and not with the number of ends. */
function endsWithin(ends: readonly number[], step: Step, most: number, { words, hits, opens }: Text): number[] {
  const starts = hits.get(step.list)
  const reached: number[] = []
  const last = Math.max(...ends)
  let remaining = -1
  for (let at = Math.min(...ends); at < words.length && (remaining >= 0 || at <= last); at += 1) {
    const leaves = step.after === 'near' ? opens[at] === true : words[at]?.before === 'sentence'
    if (leaves) remaining = -1
    else if (ends.includes(at)) remaining = most
    if (remaining < 0) continue
    if (!step.opens || opens[at] === true) reached.push(...(starts?.get(at) ?? []))
    remaining -= words[at]?.weight ?? 1
  }
  return reached
}

/** For each number, how many of the words before it stand in a match. */
function wordsIn(matches: readonly Match[], count: number): Uint32Array {
  const changes = new Int32Array(count + 1)
  for (const { from, to } of matches) {
    changes[from] = (changes[from] ?? 0) + 1
    changes[to] = (changes[to] ?? 0) - 1
  }
  const totals = new Uint32Array(count + 1)
  let open = 0
  for (let at = 0; at < count; at += 1) {
    open += changes[at] ?? 0
    totals[at + 1] = (totals[at] ?? 0) + (open > 0 ? 1 : 0)
  }
  return totals
}
