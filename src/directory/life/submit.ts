import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { newIds } from '../../lib/new-ids.ts'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { changeHead } from './change-head.ts'
import { optionalReasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { readRevision } from './read-revision.ts'
import { requirePossible } from './require-possible.ts'
import { requirePublishable } from './require-publishable.ts'
import { requireUnreserved } from './require-unreserved.ts'

export type Submit = { id: string; note: string | null }

/**
 * Puts the last revision before reviewers. What must not be published is refused here, with every fault at once, and what only a curator
 * may submit; a contact that changed in a suspicious way needs the approval of two people.
 */
export function submit<Content>(life: Life<Content>): Command<Submit, Living, Living> {
  return defineCommand({
    operation: `${life.noun}.submit`,
    input: z.object({ id: thingField, note: optionalReasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, life.noun, id, 'lock'),
    async run(context, { note }, living) {
      const { transaction, actorName, now, settings } = context
      requirePossible('submit', living)
      const next = requirePublishable(life, living.last.content)
      const published = living.published === null ? null : await readRevision(transaction, living, living.published.number)
      const before = published === null ? null : life.content.safeParse(published.content)
      const shown = before?.success === true ? before.data : null
      await requireUnreserved(context, life, living, shown, next)
      const concerns = await life.findConcerns(transaction, living, shown, next)
      const [id = ''] = newIds(now, 1)
      await transaction.review.create({
        data: {
          id,
          ...(life.noun === 'listing'
            ? { listingId: living.id, listingRevisionId: living.last.id }
            : { guidanceId: living.id, guidanceRevisionId: living.last.id }),
          approvalsNeeded: settings.fourEyes && concerns.length > 0 ? 2 : 1,
          concerns: concerns satisfies Prisma.InputJsonObject[],
          submittedBy: actorName,
          submittedAt: now,
        },
      })
      const result = await changeHead(transaction, living, { state: living.state === 'draft' ? 'in_review' : living.state }, now)
      return { result, audit: auditOf(living, result, note, { concerns: concerns.map(({ code }) => code) }) }
    },
  })
}
