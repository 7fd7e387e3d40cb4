import type { Transaction } from '../../db/transaction.ts'
import { isUuid } from '../../lib/is-uuid.ts'
import { viewEditor, type EditorFacts } from './editor-facts.ts'

/** One person, also one who was removed; null when there is none. */
export async function readEditor(transaction: Transaction, id: string): Promise<EditorFacts | null> {
  if (!isUuid(id)) return null
  const row = await transaction.editor.findUnique({ where: { id }, include: { memberships: { orderBy: { organisationId: 'asc' } } } })
  return row === null ? null : viewEditor(row)
}
