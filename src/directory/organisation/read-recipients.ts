import type { Transaction } from '../../db/transaction.ts'

/** Who hears of the listings of an organisation: its contact address, and each of its managers; each address once, in small letters. */
export async function readRecipients(transaction: Transaction, organisationId: string): Promise<string[]> {
  const rows = await transaction.$queryRaw<{ email: string }[]>`
    SELECT DISTINCT lower("email") AS "email" FROM (
      SELECT "contact_email" AS "email" FROM "organisation" WHERE "id" = ${organisationId}::uuid
      UNION ALL
      SELECT "editor"."email" FROM "membership" JOIN "editor" ON "editor"."id" = "membership"."editor_id"
      WHERE "membership"."organisation_id" = ${organisationId}::uuid AND "membership"."role" = 'manager' AND "editor"."removed_at" IS NULL
    ) AS address WHERE "email" IS NOT NULL ORDER BY 1`
  return rows.map(({ email }) => email)
}
