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

export type Retire = { id: string; reason: string }

/** Ends it for good: a service that is no more. Its history stays. */
export function retire<Content>({ noun }: Life<Content>): Command<Retire, Living, Living> {
  return defineCommand({
    operation: `${noun}.retire`,
    input: z.object({ id: thingField, reason: reasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, noun, id, 'lock'),
    async run(context, { reason }, living) {
      requirePossible('retire', living)
      await closeReview(context, living, 'withdrawn', reason)
      const result = await changeHead(context.transaction, living, { state: 'retired' }, context.now)
      return { result, audit: auditOf(living, result, reason) }
    },
  })
}
