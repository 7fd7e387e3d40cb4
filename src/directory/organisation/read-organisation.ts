import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { isUuid } from '../../lib/is-uuid.ts'
import type { Organisation } from './organisation.ts'

type Row = Omit<Organisation, 'organisationId' | 'tag'>

/**
 * One organisation by its id or slug; null when there is none.
 *
 * @param lock whether it stays as it is until the transaction ends, and with it who its members are: others who want to change that wait
 */
export async function readOrganisation(transaction: Transaction, idOrSlug: string, lock: 'lock' | 'look' = 'look'): Promise<Organisation | null> {
  // What is no slug cannot be asked for either: PostgreSQL takes no NUL, for example.
  if (!/^[a-z0-9-]+$/.test(idOrSlug)) return null
  const condition = isUuid(idOrSlug) ? Prisma.sql`"id" = ${idOrSlug}::uuid` : Prisma.sql`"slug" = ${idOrSlug}`
  // Whoever only refers to it, such as a new listing, does not wait.
  const locking = lock === 'lock' ? Prisma.sql`FOR NO KEY UPDATE` : Prisma.empty
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT "id"::text, "slug", "name", "country"::text AS "country", "url", "contact_email" AS "contactEmail", "edits",
      "created_at" AS "createdAt", "updated_at" AS "updatedAt"
    FROM "organisation" WHERE ${condition} ${locking}`
  const [row] = rows
  return row === undefined ? null : { ...row, organisationId: row.id, tag: String(row.edits) }
}
