import type pg from 'pg'
import type { PublishedDirectory, PublishedGuidance, PublishedListing } from '../help/directory.ts'
import type { LabelSetContent } from '../help/label-set.ts'

type ListingRow = Pick<PublishedListing, 'id' | 'slug' | 'revision' | 'content'> & {
  organisation_id: string | null
  organisation_slug: string | null
  organisation_name: string | null
  organisation_url: string | null
  published_at: Date
  imported_at: Date | null
  verified_at: Date | null
}

type GuidanceRow = Pick<PublishedGuidance, 'id' | 'slug' | 'revision' | 'content'> & { published_at: Date }

/** Reads the `published_*` views in one read-only transaction that sees a single instant. Listings and guidance come in the order of their slugs. */
export async function readPublishedDirectory(pool: pg.Pool): Promise<PublishedDirectory> {
  const client = await pool.connect()
  let fault: unknown
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const head = await client.query<{ version: string; changed_at: Date }>('SELECT version, changed_at FROM published_directory')
    const listings = await client.query<ListingRow>(
      `SELECT id, slug, revision, content, organisation_id, organisation_slug, organisation_name, organisation_url,
              published_at, imported_at, verified_at
       FROM published_listing ORDER BY slug`,
    )
    const guidance = await client.query<GuidanceRow>('SELECT id, slug, revision, content, published_at FROM published_guidance ORDER BY slug')
    const labelSets = await client.query<{ content: LabelSetContent }>('SELECT content FROM published_label_set ORDER BY locale')
    await client.query('COMMIT')
    const [state] = head.rows
    if (state === undefined) throw new Error('The database has no directory version.')
    return {
      version: Number(state.version),
      changedAt: state.changed_at,
      listings: listings.rows.map(listingFromRow),
      guidance: guidance.rows.map(({ published_at: publishedAt, ...rest }) => ({ ...rest, publishedAt })),
      labelSets: labelSets.rows.map((row) => row.content),
    }
  } catch (error) {
    fault = error
    throw error
  } finally {
    // A connection that failed half-way may still be in its transaction: it is closed, not given back.
    client.release(fault !== undefined)
  }
}

function listingFromRow(row: ListingRow): PublishedListing {
  const { organisation_id: id, organisation_slug: slug, organisation_name: name } = row
  return {
    id: row.id,
    slug: row.slug,
    revision: row.revision,
    content: row.content,
    organisation: id === null || slug === null || name === null ? null : { id, slug, name, url: row.organisation_url },
    publishedAt: row.published_at,
    importedAt: row.imported_at,
    verifiedAt: row.verified_at,
  }
}
