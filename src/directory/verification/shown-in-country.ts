import { Prisma } from '../../db/generated/client.ts'

/**
 * A condition on the view `published_listing` as `shown`: what may serve a country. It finds a few too many, those whose draft says
 * otherwise. Written as a list of ids, because nothing but such a list reaches into a view that hides what it leaves out.
 */
export function shownInCountry(country: string): Prisma.Sql {
  return Prisma.sql`shown."id" = ANY(ARRAY(
    SELECT "id" FROM "listing" WHERE "countries" @> ARRAY[${country}] OR "last_revision_id" <> "published_revision_id"
  ))`
}
