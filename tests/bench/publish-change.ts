import type pg from 'pg'

export type PublishedChange = {
  slug: string
  revision: number
  version: number
  /** `performance.now()` of this process when the commit was asked for. */
  at: number
}

/** Publishes a new revision of the listing that was changed longest ago, as an editor's command does: one transaction, one directory version. */
export async function publishChange(client: pg.Client): Promise<PublishedChange> {
  await client.query('BEGIN')
  const { rows } = await client.query<{ id: string; slug: string; revision_id: string; number: number }>(
    `WITH subject AS (
       SELECT id, slug, published_revision_id FROM listing WHERE state = 'published' ORDER BY directory_version, id LIMIT 1
     )
     INSERT INTO listing_revision (id, listing_id, number, parent_id, content, author, created_at)
     SELECT gen_random_uuid(), subject.id, parent.number + 1, parent.id,
       jsonb_set(parent.content, '{priority}', to_jsonb((parent.number + 1) % 100)), 'bench', now()
     FROM subject JOIN listing_revision AS parent ON parent.id = subject.published_revision_id
     RETURNING listing_id AS id, (SELECT slug FROM subject) AS slug, listing_revision.id AS revision_id, number`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('There is no published listing to change.')
  const head = await client.query<{ version: string }>('UPDATE directory_head SET version = version + 1 RETURNING version')
  const version = Number(head.rows[0]?.version)
  await client.query(`INSERT INTO directory_change (version, subject, subject_id, action, at) VALUES ($1, 'listing', $2, 'published', now())`, [
    version,
    row.id,
  ])
  await client.query('UPDATE listing SET published_revision_id = $2, published_at = now(), directory_version = $3, updated_at = now() WHERE id = $1', [
    row.id,
    row.revision_id,
    version,
  ])
  const at = performance.now()
  await client.query('COMMIT')
  return { slug: row.slug, revision: row.number, version, at }
}
