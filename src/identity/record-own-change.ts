import type { Transaction } from '../db/transaction.ts'
import { recordAudit } from '../directory/audit/record-audit.ts'

/** Writes down that somebody changed how they sign in. */
export async function recordOwnChange(
  transaction: Transaction,
  editorId: string,
  action: 'editor.change_password' | 'editor.enrol_second_factor' | 'editor.replace_second_factor' | 'editor.new_backup_codes',
  at: Date,
): Promise<void> {
  await recordAudit(transaction, { at, actor: `editor:${editorId}`, action, subject: 'editor', subjectId: editorId })
}
