import { inTransaction } from '../../db/transaction.ts'
import type { AuthAnswer } from '../auth/ask-auth.ts'
import type { Identity } from '../identity.ts'
import { endReplacedSession } from '../session/end-replaced-session.ts'
import { signInFailed } from '../sign-in-failed.ts'

/**
 * Refuses a sign-in whose password was changed or taken away while it was being looked at, which takes a while: what ended all
 * sessions then has not seen this one. The row is locked, so that a change which is not done yet is waited for.
 *
 * @throws ProblemError `sign_in_failed`, when what has begun was ended again
 */
export async function refuseOvertaken(
  identity: Identity,
  email: string,
  { passwordHash, cookies }: Pick<AuthAnswer, 'passwordHash' | 'cookies'>,
): Promise<void> {
  const holds = await inTransaction(identity.database, async (transaction) => {
    const editor = await transaction.editor.findUnique({ where: { email }, select: { id: true } })
    const count = await transaction.$executeRaw`
      SELECT FROM "sign_in_account" WHERE "provider_id" = 'credential' AND "editor_id" = ${editor?.id ?? null}::uuid AND "password" = ${passwordHash}
      FOR SHARE`
    if (count > 0) return true
    if (editor !== null) await transaction.signInToken.deleteMany({ where: { value: editor.id } })
    return false
  })
  if (holds) return
  await endReplacedSession(identity, cookies.map((cookie) => cookie.split(';')[0]).join('; '))
  throw signInFailed()
}
