import type pg from 'pg'

/** Takes away everything that the public sees of earlier tests: history may not be emptied, only withdrawn. */
export async function withdrawAll(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM listing WHERE state = 'published'")
  if (rowCount === 0) return
  await client.query('BEGIN')
  await client.query('UPDATE directory_head SET version = version + 1')
  await client.query(
    `INSERT INTO directory_change (version, subject, subject_id, action, at)
     SELECT (SELECT version FROM directory_head), 'listing', id::text, 'withdrawn', now() FROM listing WHERE state = 'published'`,
  )
  await client.query("UPDATE listing SET state = 'retired', directory_version = (SELECT version FROM directory_head) WHERE state = 'published'")
  await client.query('COMMIT')
}
