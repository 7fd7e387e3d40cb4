import type { Invitation } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import { digestOf } from '../../lib/secret.ts'
import { hasAdministrator } from '../editor/has-administrator.ts'
import { firstStart } from '../editor/offer-administration.ts'

/** An invitation that may still be accepted, and the name of its organisation. */
export type OpenInvitation = Invitation & { organisation: { name: string } | null }

/**
 * The invitation that a link is for. Locked until the transaction ends, so that of two who use it at once one is late.
 *
 * @throws ProblemError `no_such_thing`, or `link_not_valid` when it was used, was revoked or has expired
 */
export async function findInvitation(transaction: Transaction, token: string, now: Date): Promise<OpenInvitation> {
  const tokenDigest = digestOf(token)
  await transaction.$executeRaw`SELECT FROM "invitation" WHERE "token_digest" = ${tokenDigest} FOR UPDATE`
  const found = await transaction.invitation.findUnique({ where: { tokenDigest }, include: { organisation: { select: { name: true } } } })
  if (found === null) throw new ProblemError('no_such_thing', 'There is no invitation with this link.')
  if (found.acceptedAt !== null) throw new ProblemError('link_not_valid', 'The invitation was accepted already.')
  if (found.revokedAt !== null) throw new ProblemError('link_not_valid', 'The invitation was taken back.')
  if (found.expiresAt <= now) throw new ProblemError('link_not_valid', 'The invitation has expired.')
  if (found.invitedBy === firstStart && (await hasAdministrator(transaction))) {
    throw new ProblemError('link_not_valid', 'The installation has an administrator already.')
  }
  return found
}
