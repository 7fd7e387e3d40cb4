import type { PublishedListing } from '../../help/directory.ts'
import { diffListings } from '../listings/diff-listings.ts'
import { addListing, nowhere } from './search-index.ts'
import type { SearchIndex } from './search-index.ts'
import { scanOf } from './sorted-terms.ts'

/**
 * Brings the index to the listings of another directory version, in steps; what is found changes with the last of them. Costs what
 * differs, and one walk over both lists.
 *
 * @param listings in the order of their slugs
 */
export function* moveIndex(index: SearchIndex, listings: readonly PublishedListing[]): Generator<void> {
  const { kept, added, removed } = diffListings(index.listings, listings)
  const documents = new Uint32Array(listings.length)
  for (const { before, after, length } of kept) documents.set(index.documents.subarray(before, before + length), after)
  for (const position of added) {
    const listing = listings[position]
    if (listing === undefined) throw new Error('a position without a listing')
    documents[position] = addListing(index, listing)
    yield
  }
  // Not at the first search: that would wait for all of them.
  for (const chunk of index.words.chunks) {
    if (chunk.scan !== null) continue
    scanOf(chunk)
    yield
  }
  const positions = new Uint32Array(index.nextDocument).fill(nowhere)
  for (let position = 0; position < documents.length; position += 1) positions[documents[position] ?? 0] = position
  const before = index.documents
  index.listings = listings
  index.documents = documents
  index.positions = positions
  for (const position of removed) index.goneDocuments.push(before[position] ?? nowhere)
}
