import { Prisma } from '../../../src/db/generated/client.ts'
import type { PrismaClient } from '../../../src/db/generated/client.ts'
import type { ListingContent } from '../../../src/help/listing-content.ts'

type Wanted = { country?: string; kind?: string; audience?: string; q?: string; take: number }

export type FoundListing = {
  id: string
  slug: string
  updatedAt: Date
  content: ListingContent
  organisation: { id: string; slug: string; name: string; url: string | null } | null
  verifiedAt: Date | null
}

/** Asks the database for published listings that fit, worldwide ones among them when a country is asked, in the order of their slugs. */
export async function findListings(prisma: PrismaClient, { country, kind, audience, q, take }: Wanted): Promise<FoundListing[]> {
  const person = { ...(kind === undefined ? {} : { kind }), ...(audience === undefined ? {} : { audiences: [audience] }) }
  const places = country === undefined ? [person] : [{ ...person, countries: [country] }, { ...person, worldwide: true }]
  const fits = Prisma.join(places.map((place) => Prisma.sql`revision.content @> ${JSON.stringify(place)}::jsonb`), ' OR ')
  const words = q === undefined ? Prisma.empty : Prisma.sql`AND to_tsvector('simple', revision.content #>> '{officialName,text}') @@ plainto_tsquery('simple', ${q})`
  // Left to itself, PostgreSQL reads all listings in the order of their slugs until it has met as many as are wanted.
  return prisma.$queryRaw<FoundListing[]>`
    WITH revision AS MATERIALIZED (SELECT * FROM listing_revision AS revision WHERE (${fits}) ${words})
    SELECT listing.id, listing.slug, listing.updated_at AS "updatedAt", revision.content,
      CASE WHEN organisation.id IS NOT NULL THEN
        json_build_object('id', organisation.id, 'slug', organisation.slug, 'name', organisation.name, 'url', organisation.url)
      END AS organisation,
      (SELECT max(checked_at) FROM verification WHERE verification.listing_id = listing.id) AS "verifiedAt"
    FROM revision
    JOIN listing ON listing.id = revision.listing_id AND listing.published_revision_id = revision.id
    LEFT JOIN organisation ON organisation.id = listing.organisation_id
    WHERE listing.state = 'published'
    ORDER BY listing.slug LIMIT ${take}`
}
