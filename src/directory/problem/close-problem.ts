import { z } from 'zod'
import type { ProblemState } from '../../db/generated/client.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Command, Done } from '../command.ts'
import { defineCommand } from '../command.ts'
import { reasonField } from '../life/fields.ts'
import { readProblem, type Problem } from './problem.ts'

export type CloseProblem = { id: string; reason: string }

/** Closes a problem one way or the other. What is reported after that begins a new one. */
export function closeProblem(operation: 'problem.accept' | 'problem.dismiss', state: Exclude<ProblemState, 'open'>): Command<CloseProblem, Problem, Problem> {
  return defineCommand({
    operation,
    input: z.object({ id: z.uuid(), reason: reasonField }),
    find: ({ transaction }, { id }) => readProblem(transaction, id),
    async run({ transaction, actorName, now }, { id, reason }, problem): Promise<Done<Problem>> {
      if (problem.state !== 'open') throw new ProblemError('wrong_state', 'Somebody has closed it already.')
      await transaction.problem.update({ where: { id }, data: { state, closedAt: now, closedBy: actorName, reason, edits: { increment: 1 } } })
      const result = await readProblem(transaction, id)
      if (result === null) throw new Error('The problem is gone.')
      const { kind, source, count, listing, organisationId } = problem
      return {
        result,
        audit: {
          subject: 'problem',
          subjectId: id,
          before: { state: 'open' },
          after: { state, kind, source, count, listing: listing.id },
          reason,
          ...(organisationId === null ? {} : { organisationId }),
        },
      }
    },
  })
}
