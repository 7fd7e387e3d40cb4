import type { Transaction } from '../../db/transaction.ts'
import { newIds } from '../../lib/new-ids.ts'

/**
 * Gives an editor a password, in the form in which the sign-in library looks for it.
 *
 * @param hash made by src/identity/; never the password
 */
export async function writePassword(transaction: Transaction, editorId: string, hash: string, now: Date): Promise<void> {
  const [id = ''] = newIds(now, 1)
  const where = { providerId_accountId: { providerId: 'credential', accountId: editorId } }
  await transaction.signInAccount.upsert({
    where,
    create: { id, editorId, providerId: 'credential', accountId: editorId, password: hash, createdAt: now, updatedAt: now },
    update: { password: hash, updatedAt: now },
  })
}
