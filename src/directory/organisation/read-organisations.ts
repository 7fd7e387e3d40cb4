import type { Transaction } from '../../db/transaction.ts'

export type KnownOrganisation = {
  id: string
  slug: string
  name: string
  country: string | null
  url: string | null
  /** Somebody has changed it in the directory. */
  edited: boolean
}

/** All organisations. Every command leaves an audit row about what it changed; one without such a row is as it was imported. */
export async function readOrganisations(transaction: Transaction): Promise<KnownOrganisation[]> {
  return transaction.$queryRaw<KnownOrganisation[]>`
    SELECT "id"::text, "slug", "name", "country"::text, "url",
      EXISTS (SELECT FROM "audit_event" WHERE "subject" = 'organisation' AND "subject_id" = "organisation"."id"::text) AS "edited"
    FROM "organisation"`
}
