import { createHash } from 'node:crypto'
import type { Identity } from '../identity.ts'
import { readCookie } from './read-cookie.ts'

/** Ends the sign-in that waits for its code in this browser: whoever sits down there next must not go on with it. */
export async function endWaitingSignIn({ database, cookies }: Pick<Identity, 'database' | 'cookies'>, cookie: string | undefined): Promise<void> {
  const signed = readCookie(cookie, cookies().waiting) ?? ''
  const identifier = signed.slice(0, Math.max(0, signed.lastIndexOf('.')))
  if (identifier === '') return
  // The library keeps what it is known by, and how many codes were wrong, under a digest.
  const kept = [identifier, `2fa-attempts-${identifier}`].map((text) => createHash('sha256').update(text).digest('base64url'))
  await database.prisma.signInToken.deleteMany({ where: { identifier: { in: kept } } })
}
