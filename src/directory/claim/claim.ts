import type { ClaimState, ClaimWish } from '../../db/generated/client.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import type { Subject } from '../command.ts'

/** What an organisation without an account asks for, as curators know it. */
export type Claim = Subject & {
  id: string
  wish: ClaimWish
  state: ClaimState
  email: string
  organisation: { id: string; slug: string; name: string } | null
  /** Whether somebody keeps that organisation here by now, so that nobody outside is asked. */
  hasManagers: boolean
  /** Of unknown operator when it was claimed. */
  listing: { id: string; slug: string; name: string } | null
  createdAt: Date
  expiresAt: Date
  confirmedAt: Date | null
  closedAt: Date | null
  closedBy: string | null
  reason: string | null
  tag: string
}

type Row = Omit<Claim, 'organisation' | 'listing' | 'tag'> & {
  edits: number
  organisationSlug: string | null
  organisationName: string | null
  listingId: string | null
  listingSlug: string | null
  listingName: string | null
}

/** Claims by a condition on the row of the claim, in the order of `order`. */
export async function selectClaims(transaction: Transaction, condition: Prisma.Sql, more: Prisma.Sql = Prisma.empty): Promise<Claim[]> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT claim."id"::text, claim."wish"::text AS "wish", claim."state"::text AS "state", claim."email", claim."edits",
      claim."organisation_id"::text AS "organisationId", organisation."slug" AS "organisationSlug", organisation."name" AS "organisationName",
      EXISTS (
        SELECT FROM "membership" JOIN "editor" ON editor."id" = membership."editor_id"
        WHERE membership."organisation_id" = claim."organisation_id" AND membership."role" = 'manager' AND editor."removed_at" IS NULL
      ) AS "hasManagers",
      claim."listing_id"::text AS "listingId", listing."slug" AS "listingSlug", coalesce(listing."title", listing."slug") AS "listingName",
      claim."created_at" AS "createdAt", claim."expires_at" AS "expiresAt", claim."confirmed_at" AS "confirmedAt",
      claim."closed_at" AS "closedAt", claim."closed_by" AS "closedBy", claim."reason"
    FROM "claim" AS claim
    LEFT JOIN "organisation" AS organisation ON organisation."id" = claim."organisation_id"
    LEFT JOIN "listing" AS listing ON listing."id" = claim."listing_id"
    WHERE ${condition} ${more}`
  return rows.map(({ edits, organisationSlug, organisationName, listingId, listingSlug, listingName, ...claim }) => ({
    ...claim,
    // Claims are for curators, whichever organisation they are about.
    organisation: claim.organisationId === null ? null : { id: claim.organisationId, slug: organisationSlug ?? '', name: organisationName ?? '' },
    listing: listingId === null ? null : { id: listingId, slug: listingSlug ?? '', name: listingName ?? '' },
    tag: String(edits),
  }))
}

/** What the claim is about, in a word for mails. */
export function nameOfClaimed({ organisation, listing }: Pick<Claim, 'organisation' | 'listing'>): string {
  return organisation?.name ?? listing?.name ?? ''
}
