import type { SearchIndex } from './search-index.ts'
import type { SortedTerms } from './sorted-terms.ts'

/** Below this share of the listings found, and this number, what is gone takes too little room to bother. */
const worthwhile = { share: 0.25, number: 1000 }

export function needsCompacting({ goneDocuments, listings }: SearchIndex): boolean {
  return goneDocuments.length > Math.max(worthwhile.number, listings.length * worthwhile.share)
}

/**
 * Takes the documents that are gone out of all lists, and terms that nothing has any more out of the index, in steps. Between any two
 * of them the index can be searched and moved.
 */
export function* compactIndex(index: SearchIndex): Generator<void> {
  const gone = index.goneDocuments
  index.goneDocuments = []
  const marks = new Uint8Array(index.nextDocument)
  for (const document of gone) marks[document] = 1
  for (const terms of [index.words, index.numbers, index.endings]) yield* compactTerms(index, terms, marks)
  // Only now: a number that is given out again must not be in any list.
  index.freeDocuments.push(...gone)
}

function* compactTerms({ postings }: SearchIndex, terms: SortedTerms, marks: Uint8Array): Generator<void> {
  // Later documents have other numbers: a term that comes meanwhile, before or after this place, has nothing that is gone.
  for (let batch = terms.someAfter(''); batch.length > 0; batch = terms.someAfter(batch.at(-1)?.[0] ?? '')) {
    for (const [term, list] of batch) {
      postings.remove(list, marks)
      if (postings.size(list) === 0) {
        terms.delete(term)
        postings.delete(list)
      }
      yield
    }
  }
}
