import type { Transaction } from '../../db/transaction.ts'
import type { InvitationFacts } from './invitation-facts.ts'
import { toInvitation } from './invitation-facts.ts'

/**
 * The invitations into an organisation, or to run the installation, the newest first; also those that do not work any more.
 *
 * @param after the id of the last one of the page before
 */
export async function listInvitations(
  transaction: Transaction,
  organisationId: string | null,
  { after, limit, now }: { after: string | null; limit: number; now: Date },
): Promise<InvitationFacts[]> {
  const rows = await transaction.invitation.findMany({
    where: { organisationId, ...(after === null ? {} : { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map((row) => toInvitation(row, now))
}
