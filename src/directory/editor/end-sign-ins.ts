import type { Transaction } from '../../db/transaction.ts'

/** Signs somebody out everywhere, at once. */
export async function endSessions(transaction: Transaction, editorId: string): Promise<void> {
  await transaction.signInSession.deleteMany({ where: { editorId } })
}

/** Takes away every way in which somebody proves who they are, and signs them out. */
export async function endSignIns(transaction: Transaction, editorId: string): Promise<void> {
  await endSessions(transaction, editorId)
  await transaction.signInAccount.deleteMany({ where: { editorId } })
  await transaction.signInSecondFactor.deleteMany({ where: { editorId } })
  // A sign-in that waits for its second factor.
  await transaction.signInToken.deleteMany({ where: { value: editorId } })
}
