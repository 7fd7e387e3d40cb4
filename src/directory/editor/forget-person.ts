import type { Transaction } from '../../db/transaction.ts'
import { forgetAddressInQueue } from '../../queue/forget-address.ts'

type Person = { id: string; email: string }

/** What else ended with the personal data of somebody, for the audit. */
export type Forgotten = { invitations: number; claims: number; contactOf: string[] }

/**
 * Takes the name and the address of somebody out of everything that is not about them alone: invitations, claims, contact addresses of
 * organisations, mails, answers that are kept to be repeated. What was still open to that address is closed, because nobody can
 * be reached there any more.
 */
export async function forgetPerson(
  transaction: Transaction,
  { id, email }: Person,
  { by, now }: { by: string; now: Date },
): Promise<Forgotten> {
  const contactOf = await forgetContact(transaction, email, now)
  const invitations = await forgetInvitations(transaction, { id, email }, now)
  const claims = await forgetClaims(transaction, { id, email }, { by, now })
  await forgetAddressInQueue(transaction, email)
  await transaction.$executeRaw`
    DELETE FROM "idempotency_key"
    WHERE "actor" = ${`editor:${id}`} OR position(${id} IN "body"::text) > 0 OR position(${email} IN lower("body"::text)) > 0`
  await transaction.$executeRaw`
    DELETE FROM "sign_in_token" WHERE position(${id} IN "value") > 0 OR position(${email} IN lower("value")) > 0 OR lower("identifier") = ${email}`
  return { invitations, claims, contactOf }
}

/** The organisations that were reached at this address: somebody gives them another one. */
async function forgetContact(transaction: Transaction, email: string, now: Date): Promise<string[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    UPDATE "organisation" SET "contact_email" = NULL, "edits" = "edits" + 1, "updated_at" = ${now}::timestamptz
    WHERE lower("contact_email") = ${email} RETURNING "id"::text`
  return rows.map((row) => row.id)
}

/** Open ones that they sent, or that were sent to them, are revoked. */
async function forgetInvitations(transaction: Transaction, { id, email }: Person, now: Date): Promise<number> {
  const { count } = await transaction.invitation.updateMany({
    where: { OR: [{ invitedBy: `editor:${id}` }, { email }], acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  await transaction.invitation.updateMany({ where: { OR: [{ email }, { acceptedBy: id }] }, data: { email: unreachable(id) } })
  return count
}

/** One that nobody has confirmed never was; one that waits for a decision is dismissed. */
async function forgetClaims(transaction: Transaction, { id, email }: Person, { by, now }: { by: string; now: Date }): Promise<number> {
  const unconfirmed = await transaction.claim.deleteMany({ where: { email, state: 'sent' } })
  const waiting = await transaction.claim.updateMany({
    where: { email, state: 'confirmed' },
    data: { state: 'dismissed', closedAt: now, closedBy: by, reason: 'Whoever asked was removed.', edits: { increment: 1 } },
  })
  await transaction.claim.updateMany({ where: { email }, data: { email: unreachable(id) } })
  return unconfirmed.count + waiting.count
}

/** In place of an address (RFC 2606): no mail ever arrives there. */
export function unreachable(id: string): string {
  return `${id}@removed.invalid`
}
