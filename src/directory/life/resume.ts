import { z } from 'zod'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { changeHead } from './change-head.ts'
import { reasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { requirePossible } from './require-possible.ts'
import { requireRelease } from './require-release.ts'

export type Resume = { id: string; reason: string }

/** Shows the public again what was suspended, as it was. */
export function resume<Content>({ noun }: Life<Content>): Command<Resume, Living, Living> {
  return defineCommand({
    operation: `${noun}.resume`,
    input: z.object({ id: thingField, reason: reasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, noun, id, 'lock'),
    async run({ transaction, actor, now }, { reason }, living) {
      requirePossible('resume', living)
      await requireRelease(transaction, actor, living)
      const result = await changeHead(transaction, living, { state: 'published' }, now)
      return { result, audit: auditOf(living, result, reason) }
    },
  })
}
