import type { PublishedListing } from '../../help/directory.ts'
import { numbersOfListing, termsOfListing } from './listing-terms.ts'
import { numberEnding } from './number-ending.ts'
import { createPostingLists } from './posting-lists.ts'
import type { PostingLists } from './posting-lists.ts'
import { createSortedTerms } from './sorted-terms.ts'
import type { SortedTerms } from './sorted-terms.ts'

/** The position of a document whose listing is not in the directory: not yet, or not any more. */
export const nowhere = 0xffffffff

/**
 * What is searched: the words and numbers of all listings. A listing that is added gets a number, its document; the directory
 * says which documents are found, so that one version or the next is searched and never a mix.
 */
export type SearchIndex = {
  /** The listings that are found: those of one directory version, in its order. */
  listings: readonly PublishedListing[]
  /** By position in `listings`: the document. */
  documents: Uint32Array
  /** By document: its position in `listings`, or `nowhere`. */
  positions: Uint32Array
  words: SortedTerms
  /** Digits of numbers, as they stand there. */
  numbers: SortedTerms
  /** See `numberEnding`. */
  endings: SortedTerms
  postings: PostingLists
  /** Documents below this number have been given out. */
  nextDocument: number
  /** Documents that no list has any more. */
  freeDocuments: number[]
  /** Documents that are not found any more and still stand in the lists. */
  goneDocuments: number[]
}

/** An index of nothing. */
export function createSearchIndex(): SearchIndex {
  return {
    listings: [],
    documents: new Uint32Array(0),
    positions: new Uint32Array(0),
    words: createSortedTerms(),
    numbers: createSortedTerms(),
    endings: createSortedTerms(),
    postings: createPostingLists(),
    nextDocument: 0,
    freeDocuments: [],
    goneDocuments: [],
  }
}

/** Adds a listing, which is not found before it has a position. Returns its document. */
export function addListing(index: SearchIndex, listing: PublishedListing): number {
  const { words, numbers, endings, postings, freeDocuments } = index
  const document = freeDocuments.pop() ?? index.nextDocument++
  const add = (terms: SortedTerms, term: string, weight: number) => {
    let list = terms.listOf(term)
    if (list === undefined) {
      list = postings.create()
      terms.add(term, list)
    }
    postings.append(list, document, weight)
  }
  for (const { words: found, weight } of termsOfListing(listing)) for (const word of found) add(words, word, weight)
  for (const digits of numbersOfListing(listing)) {
    add(numbers, digits, 0)
    const ending = numberEnding(digits)
    if (ending !== null) add(endings, ending, 0)
  }
  return document
}
