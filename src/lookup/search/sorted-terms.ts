import { findPlace } from '../../lib/sorted-list.ts'

/** Terms that stand together in the order of all; never empty but for the only one. */
export type TermChunk = {
  terms: string[]
  /** By place in `terms`: the list of documents. */
  lists: number[]
  /** The terms as comparing with all of them needs them; null since terms came or went. */
  scan: TermScan | null
}

export type TermScan = {
  /** All terms with a line break after each. */
  text: string
  /** By place: where in the text the term begins; one more place for the end. */
  starts: Uint32Array
  /** By place: how many letters the term shares with the one before it, at most 255. */
  shared: Uint8Array
}

/** Terms in order, each with its list of documents; cheap to change one by one, and to go through from any beginning. */
export type SortedTerms = {
  /** Never an empty list. */
  chunks: readonly TermChunk[]
  listOf(term: string): number | undefined
  add(term: string, list: number): void
  delete(term: string): void
  /** Tells of every term that begins so, itself included. */
  eachFrom(beginning: string, tell: (term: string, list: number) => void): void
  /** Some of the terms after the given one, as they are now, in order; none when it is the last. */
  someAfter(term: string): [term: string, list: number][]
}

/** A chunk of more terms than these becomes two. */
const most = 512

export function createSortedTerms(): SortedTerms {
  const chunks: TermChunk[] = [{ terms: [], lists: [], scan: null }]
  const lists = new Map<string, number>()

  /** The chunk that has the term or should have it. */
  function chunkOf(term: string): number {
    return Math.max(0, findPlace(chunks, ({ terms: [first = ''] }) => first <= term) - 1)
  }

  return {
    chunks,
    listOf: (term) => lists.get(term),
    add(term, list) {
      const own = ownCopy(term)
      lists.set(own, list)
      const at = chunkOf(term)
      const chunk = chunks[at]
      if (chunk === undefined) return
      const place = findPlace(chunk.terms, (other) => other < term)
      chunk.terms.splice(place, 0, own)
      chunk.lists.splice(place, 0, list)
      chunk.scan = null
      if (chunk.terms.length <= most) return
      const half = chunk.terms.length >> 1
      chunks.splice(at + 1, 0, { terms: chunk.terms.splice(half), lists: chunk.lists.splice(half), scan: null })
    },
    delete(term) {
      if (!lists.delete(term)) return
      const at = chunkOf(term)
      const chunk = chunks[at]
      if (chunk === undefined) return
      const place = findPlace(chunk.terms, (other) => other < term)
      chunk.terms.splice(place, 1)
      chunk.lists.splice(place, 1)
      chunk.scan = null
      if (chunk.terms.length === 0 && chunks.length > 1) chunks.splice(at, 1)
    },
    eachFrom(beginning, tell) {
      const from = chunkOf(beginning)
      let place = findPlace(chunks[from]?.terms ?? [], (term) => term < beginning)
      for (let at = from; at < chunks.length; at += 1) {
        const { terms = [], lists: inChunk = [] } = chunks[at] ?? {}
        for (; place < terms.length; place += 1) {
          const term = terms[place] ?? ''
          if (!term.startsWith(beginning)) return
          tell(term, inChunk[place] ?? 0)
        }
        place = 0
      }
    },
    someAfter(term) {
      const at = chunkOf(term)
      const { terms = [], lists: inChunk = [] } = (chunks[at]?.terms.at(-1) ?? '') <= term ? (chunks[at + 1] ?? {}) : (chunks[at] ?? {})
      const from = findPlace(terms, (other) => other <= term)
      return terms.slice(from).map((other, place) => [other, inChunk[from + place] ?? 0])
    },
  }
}

/** The terms of a chunk side by side, made when they are first needed after a change. */
export function scanOf(chunk: TermChunk): TermScan {
  chunk.scan ??= scan(chunk.terms)
  return chunk.scan
}

function scan(terms: readonly string[]): TermScan {
  const starts = new Uint32Array(terms.length + 1)
  const shared = new Uint8Array(terms.length)
  let before = ''
  for (const [place, term] of terms.entries()) {
    starts[place + 1] = (starts[place] ?? 0) + term.length + 1
    let length = 0
    while (length < 255 && length < term.length && term[length] === before[length]) length += 1
    shared[place] = length
    before = term
  }
  return { text: terms.length === 0 ? '' : `${terms.join('\n')}\n`, starts, shared }
}

/** The same text in memory of its own: a part of a text, however small, holds the whole of it. */
function ownCopy(term: string): string {
  return Array.from({ length: term.length }, (_, index) => term.charAt(index)).join('')
}
