import { scanOf } from './sorted-terms.ts'
import type { SortedTerms, TermChunk } from './sorted-terms.ts'

/** How well a term of the directory fits a word that was typed. */
const fits = { exact: 1, beginning: 0.6, typo: 0.4, part: 0.3 }

/** Shorter words are in too many others. */
const longEnough = { inside: 5, beginning: 6, stem: 6 }

/** Endings may differ by as many letters. */
const longestEnding = 4

/** By list of documents: how well its term fits. */
export type Matches = ReadonlyMap<number, number>

/**
 * The terms that fit a word: itself, those that begin with it, those that differ by one wrong, missing, doubled or swapped letter
 * in four (two in eight), and for words of languages with long compounds and many endings: those that have it inside (`suojelu` in
 * `lastensuojeluliitto`), that begin with it but for typing errors (`manerheim`, `mannerheimin`), or that are the same with another
 * ending (`mannerheimille`, `mannerheimin`).
 */
export function matchTerms(terms: SortedTerms, word: string): Matches {
  const matches = new Map<number, number>()
  // A number with a typing error is another number.
  const typos = /^\d+$/.test(word) ? 0 : word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  if (typos > 0) {
    if (word.length >= longEnough.stem) matchStems(terms, word, matches)
    const alike = findAlike(word, typos, matches)
    for (const chunk of terms.chunks) {
      if (word.length >= longEnough.inside) matchInside(chunk, word, matches)
      alike(chunk)
    }
  }
  terms.eachFrom(word, (_, list) => matches.set(list, fits.beginning))
  const exact = terms.listOf(word)
  if (exact !== undefined) matches.set(exact, fits.exact)
  return matches
}

function matchStems(terms: SortedTerms, word: string, matches: Map<number, number>): void {
  terms.eachFrom(word.slice(0, longEnough.stem), (term, list) => {
    let stem = longEnough.stem
    while (stem < word.length && word[stem] === term[stem]) stem += 1
    if (Math.max(word.length, term.length) - stem <= longestEnding) matches.set(list, fits.part)
  })
}

function matchInside(chunk: TermChunk, word: string, matches: Map<number, number>): void {
  const { text, starts } = scanOf(chunk)
  let place = 0
  for (let found = text.indexOf(word); found >= 0; found = text.indexOf(word, starts[place] ?? text.length)) {
    while ((starts[place] ?? text.length) <= found) place += 1
    matches.set(chunk.lists[place - 1] ?? 0, fits.part)
  }
}

/**
 * Looks through the chunks, in their order, for terms that have the word but for typing errors (optimal string alignment), or that
 * begin with it so. Letters that a term shares with the one before it are not compared again.
 */
function findAlike(word: string, typos: number, matches: Map<number, number>): (chunk: TermChunk) => void {
  const deepest = word.length + typos
  const width = word.length + 1
  const letters = Uint16Array.from({ length: word.length }, (_, index) => word.charCodeAt(index))
  /** By letters of the term, then letters of the word: how many changes turn these into those. */
  const rows = Array.from({ length: deepest + 1 }, (_, depth) => Uint16Array.from({ length: width }, (_unused, column) => (depth === 0 ? column : 0)))
  /** By letters of the term: the fewest changes of its row, and the fewest that the whole word needed up to there. */
  const fewest = new Uint16Array(deepest + 1)
  const nearest = new Uint16Array(deepest + 1).fill(width)
  const mayBegin = word.length >= longEnough.beginning
  // Rows up to here are those of the term looked at last.
  let depth = 0

  /** Computes the row of the next letter of a term that begins at `start` of the text. */
  function addRow(text: string, start: number): void {
    const letter = text.charCodeAt(start + depth)
    const before = depth === 0 ? -1 : text.charCodeAt(start + depth - 1)
    const [beforeLast, last, row] = [rows[depth - 1], rows[depth], rows[depth + 1]]
    if (last === undefined || row === undefined) return
    let least = (row[0] = depth + 1)
    for (let column = 1; column < width; column += 1) {
      const expected = letters[column - 1]
      let cost = (last[column - 1] ?? 0) + (expected === letter ? 0 : 1)
      cost = Math.min(cost, (last[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1)
      if (beforeLast !== undefined && column > 1 && expected === before && letters[column - 2] === letter) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      }
      row[column] = cost
      if (cost < least) least = cost
    }
    depth += 1
    fewest[depth] = least
    nearest[depth] = Math.min(nearest[depth - 1] ?? width, row[word.length] ?? width)
  }

  return (chunk) => {
    const { text, starts, shared } = scanOf(chunk)
    // A chunk does not know what it shares with the one before it.
    depth = 0
    let isHopeless = false
    for (let place = 0; place < shared.length; place += 1) {
      const common = shared[place] ?? 0
      if (isHopeless && common >= depth) continue
      depth = Math.min(depth, common)
      const start = starts[place] ?? 0
      const length = (starts[place + 1] ?? 0) - start - 1
      while (depth < length && depth < deepest && (fewest[depth] ?? 0) <= typos) addRow(text, start)
      isHopeless = (fewest[depth] ?? 0) > typos && (nearest[depth] ?? 0) > typos
      if (isHopeless) continue
      const list = chunk.lists[place] ?? 0
      if (depth === length && (rows[depth]?.[word.length] ?? width) <= typos) matches.set(list, fits.typo)
      else if (mayBegin && (nearest[depth] ?? width) <= typos && !matches.has(list)) matches.set(list, fits.part)
    }
  }
}
