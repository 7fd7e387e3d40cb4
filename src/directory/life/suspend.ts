import { z } from 'zod'
import { defineCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { auditOf } from './audit-of.ts'
import { changeHead } from './change-head.ts'
import { reasonField, thingField } from './fields.ts'
import type { Life, Living } from './living.ts'
import { readLiving } from './read-living.ts'
import { requirePossible } from './require-possible.ts'
import { isFromOutside } from './require-release.ts'

export type Suspend = { id: string; reason: string }

/** The emergency stop: one reviewer, one step, at once, with a reason. The public sees nothing of it until somebody resumes it. */
export function suspend<Content>({ noun }: Life<Content>): Command<Suspend, Living, Living> {
  return defineCommand({
    operation: `${noun}.suspend`,
    input: z.object({ id: thingField, reason: reasonField }),
    find: ({ transaction }, { id }) => readLiving(transaction, noun, id, 'lock'),
    async run({ transaction, actor, now }, { reason }, living) {
      requirePossible('suspend', living)
      const result = await changeHead(transaction, living, { state: 'suspended' }, now)
      return { result, audit: auditOf(living, result, reason, { fromOutside: isFromOutside(actor, living) }) }
    },
  })
}
