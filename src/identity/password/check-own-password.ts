import type { Identity } from '../identity.ts'
import { ownPasswordFailed } from '../sign-in-failed.ts'

/**
 * That somebody who is signed in knows their password: whoever found the browser open does not. Who signs in with the OpenID
 * provider only has none.
 *
 * @throws ProblemError `sign_in_failed`
 */
export async function checkOwnPassword({ database, passwords }: Identity, editorId: string, password: string | null): Promise<void> {
  const account = await database.prisma.signInAccount.findUnique({
    where: { providerId_accountId: { providerId: 'credential', accountId: editorId } },
    select: { password: true },
  })
  if (account === null || account.password === null) return
  if (password === null || !(await passwords.verify({ hash: account.password, password }))) throw ownPasswordFailed()
}
