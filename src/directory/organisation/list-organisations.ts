import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { withinReach } from '../within-reach.ts'
import type { Organisation } from './organisation.ts'

export type OrganisationFilter = {
  /** See `reachOf`. */
  reach: readonly string[] | null
  /** A part of the name, in capitals or not. */
  q: string | null
  country: string | null
  /** The last one of the page before. */
  after: { name: string; id: string } | null
  limit: number
}

/** Those within somebody's reach, by name. */
export async function listOrganisations(transaction: Transaction, { reach, q, country, after, limit }: OrganisationFilter): Promise<Organisation[]> {
  const conditions = [
    withinReach(reach, Prisma.sql`"id"`),
    ...(q === null ? [] : [Prisma.sql`position(lower(${q}) IN lower("name")) > 0`]),
    ...(country === null ? [] : [Prisma.sql`"country" = ${country}`]),
    ...(after === null ? [] : [Prisma.sql`("name", "id") > (${after.name}, ${after.id}::uuid)`]),
  ]
  const rows = await transaction.$queryRaw<Omit<Organisation, 'organisationId' | 'tag'>[]>`
    SELECT "id"::text, "slug", "name", "country"::text AS "country", "url", "contact_email" AS "contactEmail", "edits",
      "created_at" AS "createdAt", "updated_at" AS "updatedAt"
    FROM "organisation" WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY "name", "id" LIMIT ${limit}`
  return rows.map((row) => ({ ...row, organisationId: row.id, tag: String(row.edits) }))
}
