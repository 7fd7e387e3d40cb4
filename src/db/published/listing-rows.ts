import type { PublishedListing } from '../../help/directory.ts'
import type { PublicListingContent } from '../../help/listing-content.ts'

/** What is selected from `published_listing`. The content comes as text, to be parsed a few rows at a time. */
export const listingColumns = `id, slug, revision, content::text AS content, organisation_id, organisation_slug, organisation_name, organisation_url,
  published_at, imported_at, verified_at`

export type ListingRow = Pick<PublishedListing, 'id' | 'slug' | 'revision'> & {
  content: string
  organisation_id: string | null
  organisation_slug: string | null
  organisation_name: string | null
  organisation_url: string | null
  published_at: Date
  imported_at: Date | null
  verified_at: Date | null
}

/** @param share see `createSharing`; for readings of very many */
export function listingFromRow(row: ListingRow, share = (content: PublicListingContent) => content): PublishedListing {
  const { organisation_id: id, organisation_slug: slug, organisation_name: name } = row
  return {
    id: row.id,
    slug: row.slug,
    revision: row.revision,
    content: share(JSON.parse(row.content) as PublicListingContent),
    organisation: id === null || slug === null || name === null ? null : { id, slug, name, url: row.organisation_url },
    publishedAt: row.published_at,
    importedAt: row.imported_at,
    verifiedAt: row.verified_at,
  }
}
