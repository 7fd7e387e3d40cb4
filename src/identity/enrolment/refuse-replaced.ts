import { inTransaction } from '../../db/transaction.ts'
import type { AuthAnswer } from '../auth/ask-auth.ts'
import type { Identity } from '../identity.ts'
import { endReplacedSession } from '../session/end-replaced-session.ts'
import type { Session } from '../session/read-session.ts'
import { codeFailed } from '../sign-in-failed.ts'

/**
 * Refuses a sign-in whose second factor was replaced or taken away while its code was being looked at, as `refuse-overtaken.ts` does for
 * passwords. The row is locked, so that a replacement which is not done yet is waited for.
 *
 * @throws ProblemError `sign_in_failed`, when what has begun was ended again
 */
export async function refuseReplaced(identity: Identity, { editor }: Session, { secretCompared, cookies }: Pick<AuthAnswer, 'secretCompared' | 'cookies'>): Promise<void> {
  const count = await inTransaction(
    identity.database,
    (transaction) => transaction.$executeRaw`
      SELECT FROM "sign_in_second_factor" WHERE "editor_id" = ${editor.id}::uuid AND "secret" = ${secretCompared} FOR SHARE`,
  )
  if (count > 0) return
  await endReplacedSession(identity, cookies.map((cookie) => cookie.split(';')[0]).join('; '))
  throw codeFailed()
}
