import type { DirectoryChanges } from '../../help/directory-changes.ts'
import type { PublishedListing } from '../../help/directory.ts'
import type { LabelSetContent } from '../../help/label-set.ts'
import { guidanceColumns, guidanceFromRow } from './guidance-rows.ts'
import type { GuidanceRow } from './guidance-rows.ts'
import { listingColumns, listingFromRow } from './listing-rows.ts'
import type { ListingRow } from './listing-rows.ts'
import type { Query } from './read-consistently.ts'
import { readHead } from './read-head.ts'
import type { PublishedHead } from './read-head.ts'
import { readRows } from './read-rows.ts'

/** Up to so many changes are read without asking how many listings there are. */
const fewChanges = 1_000

/**
 * Everything that differs between the directory at `since` and now. A listing that changed several times comes once, as it is now.
 *
 * @returns null when this is not what the directory at `since` grew into (the database was restored from a backup, or is another
 *   one), or when so much changed that the whole directory is read as quickly.
 */
export async function readChanges(query: Query, since: PublishedHead): Promise<DirectoryChanges | null> {
  const head = await readHead(query)
  if (!(await continues(query, head, since))) return null
  const version = [since.version]
  if (await changedMostly(query, version)) return null

  const listings: PublishedListing[] = []
  const changed = `SELECT ${listingColumns} FROM published_listing WHERE directory_version > $1 ORDER BY slug COLLATE "C"`
  for await (const row of readRows<ListingRow>(query, changed, version)) listings.push(listingFromRow(row))
  const guidance = await query<GuidanceRow>(
    `SELECT ${guidanceColumns} FROM published_guidance WHERE directory_version > $1 ORDER BY slug COLLATE "C"`,
    version,
  )
  const labelSets = await query<{ content: LabelSetContent }>(
    'SELECT content FROM published_label_set WHERE directory_version > $1 ORDER BY locale COLLATE "C"',
    version,
  )
  return {
    ...head,
    listings,
    withdrawnListings: await readWithdrawn(query, 'listing', version),
    guidance: guidance.map(guidanceFromRow),
    withdrawnGuidance: await readWithdrawn(query, 'guidance', version),
    labelSets: labelSets.map((row) => row.content),
  }
}

/** Whether `since` is in the past of this database, told by the time at which its version was made here. */
async function continues(query: Query, head: PublishedHead, since: PublishedHead): Promise<boolean> {
  if (head.version < since.version) return false
  if (head.version === since.version) return head.changedAt.getTime() === since.changedAt.getTime()
  const [row] = await query<{ at: Date }>(
    'SELECT at FROM published_change WHERE version = $1 ORDER BY subject, subject_id LIMIT 1',
    [since.version],
  )
  return (row?.at ?? new Date(0)).getTime() === since.changedAt.getTime()
}

async function changedMostly(query: Query, version: readonly number[]): Promise<boolean> {
  const [{ changes } = { changes: 0 }] = await query<{ changes: number }>(
    "SELECT count(*)::int AS changes FROM published_change WHERE version > $1 AND subject = 'listing'",
    version,
  )
  if (changes <= fewChanges) return false
  const [{ listings } = { listings: 0 }] = await query<{ listings: number }>('SELECT count(*)::int AS listings FROM published_listing')
  return changes * 2 > listings
}

/** What was withdrawn and has not come back. */
async function readWithdrawn(query: Query, subject: 'listing' | 'guidance', version: readonly number[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `SELECT DISTINCT subject_id AS id FROM published_change WHERE version > $1 AND subject = $2 AND action = 'withdrawn'`,
    [...version, subject],
  )
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const back = await query<{ id: string }>(`SELECT id FROM published_${subject} WHERE id = ANY ($1::uuid[])`, [ids])
  const shown = new Set(back.map(({ id }) => id))
  return ids.filter((id) => !shown.has(id)).sort()
}
