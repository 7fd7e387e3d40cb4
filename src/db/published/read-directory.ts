import type { PublishedDirectory, PublishedListing } from '../../help/directory.ts'
import type { LabelSetContent } from '../../help/label-set.ts'
import { createSharing } from './create-sharing.ts'
import { guidanceColumns, guidanceFromRow } from './guidance-rows.ts'
import type { GuidanceRow } from './guidance-rows.ts'
import { listingColumns, listingFromRow } from './listing-rows.ts'
import type { ListingRow } from './listing-rows.ts'
import type { Query } from './read-consistently.ts'
import { readHead } from './read-head.ts'
import { readRows } from './read-rows.ts'

/** The whole published directory. Listings and guidance come in the order of their slugs, as JavaScript compares texts. */
export async function readDirectory(query: Query): Promise<PublishedDirectory> {
  const head = await readHead(query)
  // Contents come in the order in which the database likes to read them: to sort them there would copy each of them twice.
  const places = new Map<string, number>()
  // All rows will be read, so the first ones need not come quickly.
  await query('SET LOCAL cursor_tuple_fraction = 1')
  const slugs = readRows<{ id: string }>(query, 'SELECT id FROM published_listing ORDER BY slug COLLATE "C"')
  for await (const { id } of slugs) places.set(id, places.size)
  const listings: PublishedListing[] = []
  const share = createSharing()
  listings.length = places.size
  for await (const row of readRows<ListingRow>(query, `SELECT ${listingColumns} FROM published_listing`)) {
    const place = places.get(row.id)
    if (place === undefined) throw new Error('Two readings of one transaction differ.')
    listings[place] = listingFromRow(row, share)
  }
  const guidance = await query<GuidanceRow>(`SELECT ${guidanceColumns} FROM published_guidance ORDER BY slug COLLATE "C"`)
  const labelSets = await query<{ content: LabelSetContent }>('SELECT content FROM published_label_set ORDER BY locale COLLATE "C"')
  return { ...head, listings, guidance: guidance.map(guidanceFromRow), labelSets: labelSets.map((row) => row.content) }
}
