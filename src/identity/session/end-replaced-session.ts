import type { Identity } from '../identity.ts'
import { readCookie } from './read-cookie.ts'
import { sessionDigest } from './read-session.ts'

/** Ends the session of the cookie that a new sign-in replaces: nobody would ever end it. */
export async function endReplacedSession({ database, cookies }: Identity, cookie: string | undefined): Promise<void> {
  const tokenDigest = sessionDigest(readCookie(cookie, cookies().session))
  if (tokenDigest !== null) await database.prisma.signInSession.deleteMany({ where: { tokenDigest } })
}
