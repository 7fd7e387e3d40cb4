import type { PlatformRole } from '../../db/generated/client.ts'
import { digestOf } from '../../lib/secret.ts'
import type { Identity } from '../identity.ts'
import { readCookie } from './read-cookie.ts'
import { idleLimit, longestSession, seenEvery } from './session-limits.ts'

/** Somebody who is signed in, and since when. */
export type Session = {
  id: string
  /** What is kept of the token in its cookie. */
  tokenDigest: string
  /** When a second factor was shown in it; null when none was. */
  secondFactorAt: Date | null
  createdAt: Date
  seenAt: Date
  editor: { id: string; email: string; name: string; platformRole: PlatformRole | null; twoFactorEnabled: boolean }
}

/**
 * The session of a cookie, as long as it lasts: until it was not used for a while, was open for a week, or its editor was removed.
 *
 * @returns null when there is none
 */
export async function readSession({ database, cookies, now }: Pick<Identity, 'database' | 'cookies' | 'now'>, cookie: string | undefined): Promise<Session | null> {
  const digest = sessionDigest(readCookie(cookie, cookies().session))
  if (digest === null) return null
  const found = await database.prisma.signInSession.findUnique({
    where: { tokenDigest: digest },
    select: {
      id: true,
      tokenDigest: true,
      secondFactorAt: true,
      createdAt: true,
      seenAt: true,
      editor: { select: { id: true, email: true, name: true, platformRole: true, twoFactorEnabled: true, removedAt: true } },
    },
  })
  if (found === null || found.editor.removedAt !== null) return null
  const { removedAt: _, ...editor } = found.editor
  const session = { ...found, editor }
  const at = now()
  const age = at.getTime() - session.createdAt.getTime()
  const idle = at.getTime() - session.seenAt.getTime()
  if (age >= longestSession || idle >= idleLimit(editor.platformRole)) {
    await database.prisma.signInSession.deleteMany({ where: { id: session.id } })
    return null
  }
  if (idle >= seenEvery) await database.prisma.signInSession.updateMany({ where: { id: session.id }, data: { seenAt: at } })
  return session
}

/**
 * What is kept of the token in a cookie. The cookie is `<token>.<signature>`; the signature is left to the library, because a token
 * that is found by its digest was made here.
 */
export function sessionDigest(cookie: string | null): string | null {
  const end = cookie?.lastIndexOf('.') ?? -1
  return cookie === null || end < 1 ? null : digestOf(cookie.slice(0, end))
}
