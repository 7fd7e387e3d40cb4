import type { Database } from '../../db/client.ts'
import type { VerifiedFacts } from '../../help/verification.ts'
import type { Kind } from '../../help/vocabulary.ts'

/** What is known about the checks of one published listing, and where it serves. */
export type VerifiedListing = VerifiedFacts & { slug: string; content: { countries: readonly string[] } }

interface Row {
  slug: string
  kind: Kind
  worldwide: boolean
  countries: string[]
  verified_at: Date | null
  imported_at: Date | null
  published_at: Date
}

/** Small enough that the rows of a page never hold up the requests that the same process answers. */
const pageSize = 1000

/** Reads every published listing in the order of the slugs, page by page and without its texts: there may be a hundred thousand. */
export async function* readVerifiedFacts({ prisma }: Database): AsyncGenerator<VerifiedListing> {
  for (let after = ''; ; ) {
    const rows: Row[] = await prisma.$queryRaw`
      SELECT "slug", "content" ->> 'kind' AS "kind", ("content" ->> 'worldwide')::boolean AS "worldwide",
        ARRAY(SELECT jsonb_array_elements_text("content" -> 'countries')) AS "countries", "verified_at", "imported_at", "published_at"
      FROM "published_listing" WHERE "slug" > ${after} ORDER BY "slug" LIMIT ${pageSize}`
    for (const { slug, kind, worldwide, countries, verified_at: verifiedAt, imported_at: importedAt, published_at: publishedAt } of rows) {
      yield { slug, content: { kind, worldwide, countries }, verifiedAt, importedAt, publishedAt }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = last.slug
  }
}
