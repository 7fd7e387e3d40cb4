import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Claim } from './claim.ts'
import { readClaim } from './read-claim.ts'

/**
 * What the link of a mail is for.
 *
 * @throws ProblemError `not_found` when there is no such link, or it has expired before it was used
 */
export async function findClaimByLink(transaction: Transaction, token: string, now: Date): Promise<Claim> {
  const claim = await readClaim(transaction, { token })
  if (claim === null || (claim.state === 'sent' && claim.expiresAt <= now)) {
    throw new ProblemError('not_found', 'This link is not valid, or not any more. Ask again for a new one.')
  }
  return claim
}

/** Confirms a claim by the link of the mail. It then waits for a curator; a second time changes nothing. */
export async function confirmClaim(transaction: Transaction, token: string, now: Date): Promise<Claim> {
  const claim = await findClaimByLink(transaction, token, now)
  if (claim.state !== 'sent') return claim
  await transaction.claim.update({ where: { id: claim.id }, data: { state: 'confirmed', confirmedAt: now, edits: { increment: 1 } } })
  return { ...claim, state: 'confirmed', confirmedAt: now }
}
