import type { Transaction } from '../../db/transaction.ts'

export type KnownOrganisation = {
  id: string
  slug: string
  name: string
  country: string | null
  url: string | null
  /** Somebody other than the given authors has added or changed it. */
  edited: boolean
}

/**
 * All organisations.
 * @param authors of imports whose changes do not count as edits. Any other change has an audit row: of its own, or of the import.
 */
export async function readOrganisations(transaction: Transaction, authors: readonly string[]): Promise<KnownOrganisation[]> {
  return transaction.$queryRaw<KnownOrganisation[]>`
    SELECT "id"::text, "slug", "name", "country"::text, "url",
      EXISTS (
        SELECT FROM "audit_event"
        WHERE ("subject" = 'organisation' AND "subject_id" = "organisation"."id"::text)
          OR ("subject" = 'import' AND "actor" <> ALL(${authors}) AND "after" -> 'organisations' @> to_jsonb("organisation"."id"::text))
      ) AS "edited"
    FROM "organisation"`
}
