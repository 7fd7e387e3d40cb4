import type { PublishedListing } from '../../src/help/directory.ts'
import { moveIndex } from '../../src/lookup/search/move-index.ts'
import { createSearchIndex } from '../../src/lookup/search/search-index.ts'
import type { SearchIndex } from '../../src/lookup/search/search-index.ts'
import { aDirectory } from './directory.ts'

/** An index of some listings, made at once. */
export function indexListings(listings: readonly PublishedListing[], index = createSearchIndex()): SearchIndex {
  moveAtOnce(index, aDirectory(listings).listings)
  return index
}

/** All steps of `moveIndex` in one. */
export function moveAtOnce(index: SearchIndex, listings: readonly PublishedListing[]): void {
  const steps = moveIndex(index, listings)
  while (steps.next().done !== true);
}
