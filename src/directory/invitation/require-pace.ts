import { ProblemError } from '../../lib/errors.ts'
import type { CommandContext } from '../command.ts'

/** In a day, for one organisation or for the installation: so many mails to strangers nobody has to send, and nobody shall. */
const most = 50

/** @throws ProblemError `wrong_state` when too many invitations went out since yesterday, whether they were taken back or not */
export async function requirePace({ transaction, now }: Pick<CommandContext, 'transaction' | 'now'>, organisationId: string | null): Promise<void> {
  const yesterday = new Date(now.getTime() - 24 * 60 * 60 * 1000)
  const sent = await transaction.invitation.count({ where: { organisationId, createdAt: { gt: yesterday } } })
  if (sent >= most) throw new ProblemError('wrong_state', `${most} invitations went out since yesterday. Send more tomorrow.`)
}
