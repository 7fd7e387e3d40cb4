import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'
import { ProblemError } from '../../lib/errors.ts'
import { newIds } from '../../lib/new-ids.ts'
import { defineCommand, type Done } from '../command.ts'
import { findEditor } from './find-editor.ts'
import { confirmedWithin } from './recovery-life.ts'

/** A recovery as administrators see it. */
export type RecoveryFacts = { id: string; editorId: string; askedBy: string; expiresAt: Date; confirmedBy: string | null }

/** Asks for a new password and second factor for somebody who lost theirs. Nothing happens before another administrator confirms it. */
export const startRecovery = defineCommand({
  operation: 'editor.start_recovery',
  input: z.object({
    id: z.uuid().meta({ description: 'The id of the editor.' }),
    reason: prose(2000).meta({ description: 'How you know that it is them who ask, for those who come later.' }),
  }),
  find: ({ transaction }, { id }) => findEditor(transaction, id),
  async run({ transaction, actorName, now }, { reason }, { editor: { id: editorId } }): Promise<Done<RecoveryFacts>> {
    if (actorName === `editor:${editorId}`) throw new ProblemError('not_allowed', 'Somebody else asks for your recovery.')
    await transaction.recovery.updateMany({ where: { editorId, usedAt: null, endedAt: null }, data: { endedAt: now } })
    const [id = ''] = newIds(now, 1)
    const expiresAt = new Date(now.getTime() + confirmedWithin)
    await transaction.recovery.create({ data: { id, editorId, askedBy: actorName, askedAt: now, expiresAt } })
    return {
      result: { id, editorId, askedBy: actorName, expiresAt, confirmedBy: null },
      audit: { subject: 'editor', subjectId: editorId, after: { recovery: id }, reason },
    }
  },
})
