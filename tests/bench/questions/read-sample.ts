import type pg from 'pg'

/** What there is to ask about in a directory. */
export type Sample = {
  /** Countries, each as often as a drawn listing is in it: where there are more services, more is asked. */
  countries: string[]
  /** Locales that the answers have labels in. */
  locales: string[]
  /** Names of services. */
  names: string[]
}

/** Draws from the published listings, evenly over their slugs, so that the same directory gives the same sample. */
export async function readSample(client: pg.Client, size = 2000): Promise<Sample> {
  const { rows } = await client.query<{ countries: string[]; name: string }>(
    `SELECT content -> 'countries' AS countries, content -> 'officialName' ->> 'text' AS name
     FROM (SELECT *, row_number() OVER (ORDER BY slug) AS place, count(*) OVER () AS total FROM listing WHERE state = 'published') AS numbered
     JOIN listing_revision ON listing_revision.id = published_revision_id
     WHERE place % greatest(1, total / $1) = 0 ORDER BY slug`,
    [size],
  )
  const labels = await client.query<{ locale: string }>('SELECT locale FROM label_set ORDER BY locale')
  return {
    countries: rows.flatMap(({ countries }) => countries),
    locales: labels.rows.map(({ locale }) => locale),
    names: rows.map(({ name }) => name),
  }
}
