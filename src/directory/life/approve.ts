import { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { changeHead } from './change-head.ts'
import { optionalReasonField, thingField } from './fields.ts'
import { isOwnRevision } from './is-own-revision.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { requirePossible } from './require-possible.ts'

export type Approve = { id: string; note: string | null }

/**
 * One person finds the submitted revision right. Its author cannot, whatever their role, nor whoever wrote one of its new contacts into an
 * earlier draft; the database refuses it as well. With enough approvals it may be published.
 */
export function approve<Content>({ noun }: Life<Content>): Command<Approve, Living, Living> {
  return defineCommand({
    operation: `${noun}.approve`,
    input: z.object({ id: thingField, note: optionalReasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, noun, id, 'lock'),
    async run({ transaction, actor, actorName, now, settings }, { note }, living) {
      requirePossible('approve', living)
      const { review, last } = living
      if (review === null) throw new ProblemError('wrong_state', 'It is not in review.')
      if (settings.fourEyes && (await isOwnRevision(transaction, actor, last.author))) {
        throw new ProblemError('not_allowed', 'Somebody else approves what you wrote.')
      }
      if (settings.fourEyes && review.contactAuthors.includes(actorName)) {
        throw new ProblemError('not_allowed', 'A contact in it is from you, and not public yet: somebody else approves it.')
      }
      if (review.approvals.some(({ by }) => by === actorName)) throw new ProblemError('wrong_state', 'You have approved it; another person is needed.')
      await transaction.approval.create({ data: { reviewId: review.id, approvedBy: actorName, at: now } })
      const approvals = review.approvals.length + 1
      if (approvals >= review.approvalsNeeded) await transaction.review.update({ where: { id: review.id }, data: { state: 'approved' } })
      const result = await changeHead(transaction, living, { state: living.state }, now)
      return { result, audit: auditOf(living, result, note, { approvals, approvalsNeeded: review.approvalsNeeded }) }
    },
  })
}
