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
import { requireRelease } from './require-release.ts'
import { requirePublishable } from './require-publishable.ts'

export type Publish = { id: string; note: string | null }

/** Shows the approved revision to the public, on all nodes within seconds. Rules that became stricter since its approval hold. */
export function publish<Content>(life: Life<Content>): Command<Publish, Living, Living> {
  return defineCommand({
    operation: `${life.noun}.publish`,
    input: z.object({ id: thingField, note: optionalReasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, life.noun, id, 'lock'),
    async run(context, { note }, living) {
      requirePossible('publish', living)
      await requireRelease(context.transaction, context.actor, living)
      requirePublishable(life, living.last.content)
      const result = await changeHead(context.transaction, living, { state: 'published', publish: living.last.id }, context.now)
      await closeReview(context, living, 'published')
      return { result: { ...result, review: null }, audit: auditOf(living, result, note) }
    },
  })
}
