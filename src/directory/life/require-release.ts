import type { Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Actor } from '../actor.ts'
import type { Living } from './living.ts'

/**
 * Whether somebody may let the public see again what is suspended. What a curator or an administrator stopped who does not belong to
 * the organisation, the organisation itself cannot let go on: the stop may have been about them.
 */
export async function mayRelease(transaction: Transaction, actor: Actor, { noun, id, state, organisationId }: Living): Promise<boolean> {
  if (state !== 'suspended' || (actor.type === 'editor' && actor.platformRole !== null)) return true
  const stop = await transaction.auditEvent.findFirst({
    where: { subject: noun, subjectId: id, action: `${noun}.suspend` },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { actor: true },
  })
  if (stop === null || !stop.actor.startsWith('editor:')) return true
  const editorId = stop.actor.slice('editor:'.length)
  const members = organisationId === null ? 0 : await transaction.membership.count({ where: { editorId, organisationId } })
  const platform = await transaction.editor.count({ where: { id: editorId, platformRole: { not: null } } })
  return members > 0 || platform === 0
}

/** @throws ProblemError `not_allowed` */
export async function requireRelease(transaction: Transaction, actor: Actor, living: Living): Promise<void> {
  if (await mayRelease(transaction, actor, living)) return
  throw new ProblemError('not_allowed', 'A curator stopped it; a curator lets it go on.')
}
