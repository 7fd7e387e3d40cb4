import type { Transaction } from '../../db/transaction.ts'

/** Whether an actor of the audit, such as `editor:<id>`, is an administrator at this moment. */
export async function runsInstallation(transaction: Transaction, actorName: string): Promise<boolean> {
  const [, id] = /^editor:(.+)$/.exec(actorName) ?? []
  return id !== undefined && (await transaction.editor.count({ where: { id, platformRole: 'administrator', removedAt: null } })) === 1
}
