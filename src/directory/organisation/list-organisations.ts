import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Actor } from '../actor.ts'
import { mayDo } from '../permissions.ts'
import type { Organisation } from './organisation.ts'

export type OrganisationFilter = {
  /** A part of the name, in capitals or not. */
  q: string | null
  country: string | null
  /** The last one of the page before. */
  after: { name: string; id: string } | null
  limit: number
}

/** Those that somebody may see, by name. */
export async function listOrganisations(transaction: Transaction, actor: Actor, { q, country, after, limit }: OrganisationFilter): Promise<Organisation[]> {
  const conditions = [
    ...(mayDo(actor, 'organisation.read', { organisationId: null }) ? [] : [Prisma.sql`"id" = ANY(${ownIds(actor)}::uuid[])`]),
    ...(q === null ? [] : [Prisma.sql`position(lower(${q}) IN lower("name")) > 0`]),
    ...(country === null ? [] : [Prisma.sql`"country" = ${country}`]),
    ...(after === null ? [] : [Prisma.sql`("name", "id") > (${after.name}, ${after.id}::uuid)`]),
  ]
  const rows = await transaction.$queryRaw<Omit<Organisation, 'organisationId' | 'tag'>[]>`
    SELECT "id"::text, "slug", "name", "country"::text AS "country", "url", "contact_email" AS "contactEmail", "edits",
      "created_at" AS "createdAt", "updated_at" AS "updatedAt"
    FROM "organisation" WHERE ${conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')}
    ORDER BY "name", "id" LIMIT ${limit}`
  return rows.map((row) => ({ ...row, organisationId: row.id, tag: String(row.edits) }))
}

function ownIds(actor: Actor): string[] {
  if (actor.type === 'system') return []
  const ids = actor.type === 'key' ? [actor.organisationId] : actor.memberships.map(({ organisationId }) => organisationId)
  return ids.filter((organisationId) => mayDo(actor, 'organisation.read', { organisationId }))
}
