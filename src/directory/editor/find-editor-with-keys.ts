import type { Transaction } from '../../db/transaction.ts'
import { findEditor } from './find-editor.ts'

/** An editor who was not removed, and their keys, all locked against change. */
export async function findEditorWithKeys(transaction: Transaction, id: string): ReturnType<typeof findEditor> {
  // Keys before their owner, as a request with a key reads them: otherwise the two would wait for each other.
  await transaction.$queryRaw`SELECT FROM "api_key" WHERE "owner_id" = ${id}::uuid ORDER BY "id" FOR UPDATE`
  return findEditor(transaction, id)
}
