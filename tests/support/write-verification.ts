import type pg from 'pg'
import { v7 } from 'uuid'
import { takeVersion } from './write-subject.ts'

/** Writes down that somebody checked a published listing, by plain SQL, as a command would: with a directory version. */
export async function writeVerification(client: pg.Client, listingId: string, checkedAt: string): Promise<void> {
  await client.query('BEGIN')
  await client.query(
    `INSERT INTO verification (id, listing_id, method, checked_at, checked_by, evidence, created_at)
     VALUES ($1, $2, 'dialled', $3, 'tester', 'call', now())`,
    [v7(), listingId, checkedAt],
  )
  const version = await takeVersion(client, 'listing', listingId, 'published')
  await client.query('UPDATE listing SET directory_version = $2 WHERE id = $1', [listingId, version])
  await client.query('COMMIT')
}
