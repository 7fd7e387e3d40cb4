import { z } from 'zod'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { changeHead } from './change-head.ts'
import { closeReview } from './close-review.ts'
import { reasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { requirePossible } from './require-possible.ts'

export type Return = { id: string; reason: string }

/** Gives a submission back to its author, who is told why. */
export function returnForWork<Content>({ noun }: Life<Content>): Command<Return, Living, Living> {
  return defineCommand({
    operation: `${noun}.return`,
    input: z.object({ id: thingField, reason: reasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, noun, id, 'lock'),
    async run(context, { reason }, living) {
      requirePossible('return', living)
      await closeReview(context, living, 'returned', reason)
      const result = await changeHead(context.transaction, living, { state: living.state === 'in_review' ? 'draft' : living.state }, context.now)
      return { result, audit: auditOf(living, result, reason) }
    },
  })
}
