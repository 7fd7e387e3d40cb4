import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { compareRevisions } from './compare-revisions.ts'
import { reasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { requirePossible } from './require-possible.ts'
import { writeRevision } from './write-revision.ts'

export type Revise<Content> = { id: string; content: Content; note: string }

/** Writes new content. The public goes on seeing what it sees until the revision is published. */
export function revise<Content extends Prisma.InputJsonObject>(life: Life<Content>): Command<Revise<Content>, Living, Living> {
  return defineCommand({
    operation: `${life.noun}.revise`,
    input: z.object({ id: thingField, content: life.content, note: reasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, life.noun, id, 'lock'),
    compare: ({ transaction }, living, seen) => compareRevisions(transaction, living, seen),
    async run(context, { content, note }, living) {
      requirePossible('revise', living)
      const result = await writeRevision(context, living, content, note)
      return { result, audit: auditOf(living, result, note) }
    },
  })
}
