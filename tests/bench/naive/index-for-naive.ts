import type pg from 'pg'

/**
 * The indexes that a developer adds on the day when the naive server becomes slow. Without them each of its answers reads the whole
 * table, and the comparison would be with somebody who never looked.
 */
export async function indexForNaive(client: pg.Client): Promise<void> {
  await client.query('CREATE INDEX IF NOT EXISTS bench_content ON listing_revision USING gin (content jsonb_path_ops)')
  await client.query(
    `CREATE INDEX IF NOT EXISTS bench_words ON listing_revision USING gin (to_tsvector('simple', content #>> '{officialName,text}'))`,
  )
  await client.query('ANALYZE listing_revision')
}
