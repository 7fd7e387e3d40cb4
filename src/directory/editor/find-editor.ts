import type { Editor } from '../../db/generated/client.ts'
import type { Transaction } from '../../db/transaction.ts'

/** An editor who was not removed, locked against change; people belong to no organisation. */
export async function findEditor(transaction: Transaction, id: string): Promise<{ organisationId: null; tag: null; editor: Editor } | null> {
  await transaction.$executeRaw`SELECT FROM "editor" WHERE "id" = ${id}::uuid FOR UPDATE`
  const editor = await transaction.editor.findUnique({ where: { id } })
  return editor === null || editor.removedAt !== null ? null : { organisationId: null, tag: null, editor }
}
