import type { PublishedListing } from '../../src/help/directory.ts'
import { moveIndex } from '../../src/lookup/search/move-index.ts'
import { createSearchIndex } from '../../src/lookup/search/search-index.ts'
import type { SearchIndex } from '../../src/lookup/search/search-index.ts'
import { aDirectory } from './directory.ts'

/** An index of some listings, made at once. */
export function indexListings(listings: readonly PublishedListing[], index = createSearchIndex()): SearchIndex {
  atOnce(moveIndex(index, aDirectory(listings).listings))
  return index
}

/** All steps of some work in one. */
export function atOnce<Result>(steps: Iterator<void, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
