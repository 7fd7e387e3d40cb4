import type { PublishedListing } from '../../help/directory.ts'
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
  const { documents, added, removed } = compare(index, listings)
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
  index.listings = listings
  index.documents = documents
  index.positions = positions
  index.goneDocuments.push(...removed)
}

/** Listings never change, so what is the same object needs no look inside. */
function compare(
  { listings: before, documents: known }: SearchIndex,
  after: readonly PublishedListing[],
): { documents: Uint32Array; added: number[]; removed: number[] } {
  const documents = new Uint32Array(after.length)
  const added: number[] = []
  const removed: number[] = []
  let old = 0
  for (let position = 0; position < after.length; position += 1) {
    const listing = after[position]
    let candidate = before[old]
    while (candidate !== undefined && listing !== undefined && candidate !== listing && candidate.slug <= listing.slug) {
      removed.push(known[old] ?? 0)
      old += 1
      candidate = before[old]
    }
    if (candidate === listing) {
      documents[position] = known[old] ?? 0
      old += 1
    } else added.push(position)
  }
  for (; old < before.length; old += 1) removed.push(known[old] ?? 0)
  return { documents, added, removed }
}
