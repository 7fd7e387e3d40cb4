import type pg from 'pg'

/** Puts a published listing into the hands of an organisation, as the command would: with a directory version. */
export async function giveListing(client: pg.Client, listingId: string, organisationId: string): Promise<void> {
  await client.query('BEGIN')
  await client.query('UPDATE directory_head SET version = version + 1')
  await client.query(
    "INSERT INTO directory_change (version, subject, subject_id, action, at) SELECT version, 'listing', $1, 'published', now() FROM directory_head",
    [listingId],
  )
  await client.query('UPDATE listing SET organisation_id = $2, directory_version = (SELECT version FROM directory_head) WHERE id = $1', [listingId, organisationId])
  await client.query('COMMIT')
}
