import { z } from 'zod'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { changeHead } from './change-head.ts'
import { closeReview } from './close-review.ts'
import { optionalReasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { requirePossible } from './require-possible.ts'

export type Withdraw = { id: string; reason: string | null }

/** Takes a submission back, before or after it was approved. */
export function withdraw<Content>({ noun }: Life<Content>): Command<Withdraw, Living, Living> {
  return defineCommand({
    operation: `${noun}.withdraw`,
    input: z.object({ id: thingField, reason: optionalReasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, noun, id, 'lock'),
    async run(context, { reason }, living) {
      requirePossible('withdraw', living)
      await closeReview(context, living, 'withdrawn', reason)
      const result = await changeHead(context.transaction, living, { state: living.state === 'in_review' ? 'draft' : living.state }, context.now)
      return { result, audit: auditOf(living, result, reason) }
    },
  })
}
