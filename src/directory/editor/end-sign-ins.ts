import type { Transaction } from '../../db/transaction.ts'

/** Takes away every way in which somebody proves who they are, and signs them out everywhere, at once. */
export async function endSignIns(transaction: Transaction, editorId: string): Promise<void> {
  await transaction.signInAccount.deleteMany({ where: { editorId } })
  await transaction.signInSecondFactor.deleteMany({ where: { editorId } })
  // A sign-in that waits for its second factor.
  await transaction.signInToken.deleteMany({ where: { value: editorId } })
  // Last: what a sign-in that is on its way has begun by now is ended here, or does not find what it was begun with.
  await transaction.signInSession.deleteMany({ where: { editorId } })
}
