import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { ProblemError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { compareRevisions } from './compare-revisions.ts'
import { reasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { readRevision } from './read-revision.ts'
import { requirePossible } from './require-possible.ts'
import { writeRevision } from './write-revision.ts'

export type Restore = { id: string; number: number; note: string }

/** Writes a new revision with the content of an older one. Nothing of the history changes. */
export function restore<Content extends Prisma.InputJsonObject>(life: Life<Content>): Command<Restore, Living, Living> {
  return defineCommand({
    operation: `${life.noun}.restore`,
    input: z.object({ id: thingField, number: z.int().min(1).meta({ description: 'The revision to take the content from.' }), note: reasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, life.noun, id, 'lock'),
    compare: ({ transaction }, living, seen) => compareRevisions(transaction, living, seen),
    async run(context, { number, note }, living) {
      requirePossible('restore', living)
      const revision = await readRevision(context.transaction, living, number)
      if (revision === null) throw new ProblemError('wrong_state', 'There is no revision with this number.')
      const content = life.content.safeParse(revision.content)
      if (!content.success) throw new ProblemError('wrong_state', 'This revision is of an older form, which cannot be restored as it is.')
      const result = await writeRevision(context, living, content.data, note)
      return { result, audit: auditOf(living, result, note, { restored: number }) }
    },
  })
}
