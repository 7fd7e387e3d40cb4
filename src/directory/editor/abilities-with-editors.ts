import type { Transaction } from '../../db/transaction.ts'
import type { Actor } from '../actor.ts'
import { actorName } from '../actor.ts'
import { allowedOperations } from '../allowed-operations.ts'
import type { Operation } from '../permissions.ts'
import type { EditorFacts } from './editor-facts.ts'

export type EditorStanding = {
  /** A recovery that was asked for and not used: by whom, and until when it works. */
  recovery: { askedBy: string; confirmed: boolean; expiresAt: Date } | null
  abilities: Operation[]
}

/** What somebody can do with people: the last administrator stays, and a recovery takes two others. */
export async function abilitiesWithEditors(transaction: Transaction, actor: Actor, editors: readonly EditorFacts[], now: Date): Promise<Map<string, EditorStanding>> {
  const allowed = allowedOperations(actor, ['editor.change_role', 'editor.remove', 'editor.start_recovery', 'editor.confirm_recovery'], { organisationId: null })
  const running = await transaction.editor.findMany({ where: { platformRole: 'administrator', removedAt: null }, select: { id: true } })
  const administrators = running.map(({ id }) => `editor:${id}`)
  const open = await transaction.recovery.findMany({
    where: { editorId: { in: editors.map(({ id }) => id) }, usedAt: null, endedAt: null, expiresAt: { gt: now } },
    select: { editorId: true, askedBy: true, confirmedAt: true, expiresAt: true },
  })
  const recoveries = new Map(open.map(({ editorId, askedBy, confirmedAt, expiresAt }) => [editorId, { askedBy, confirmed: confirmedAt !== null, expiresAt }]))
  return new Map(
    editors.map((editor) => {
      const recovery = recoveries.get(editor.id) ?? null
      const isLast = editor.platformRole === 'administrator' && administrators.length === 1
      const isSelf = actor.type === 'editor' && actor.id === editor.id
      const can: Partial<Record<Operation, boolean>> = {
        'editor.change_role': !isLast,
        'editor.remove': !isLast,
        'editor.start_recovery': !isSelf,
        'editor.confirm_recovery':
          !isSelf && recovery !== null && !recovery.confirmed && recovery.askedBy !== actorName(actor) && administrators.includes(recovery.askedBy),
      }
      const abilities = editor.removedAt === null ? allowed.filter((operation) => can[operation]) : []
      return [editor.id, { recovery, abilities }]
    }),
  )
}
