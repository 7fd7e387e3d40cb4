import { digestOf, newSecret } from '../../lib/secret.ts'
import type { Identity } from '../identity.ts'
import { longestSession } from './session-limits.ts'
import { writeCookie } from './write-cookie.ts'

/**
 * Another token for a session that goes on with more rights than before: no copy of the old cookie has them. The form is that of the
 * library, which reads it.
 */
export async function newSessionToken(
  { cookies, opened, now }: Identity,
  { createdAt }: { createdAt: Date },
): Promise<{ tokenDigest: string; cookie: string }> {
  const { makeSignature } = await import('better-auth/crypto')
  const token = newSecret()
  const signed = encodeURIComponent(`${token}.${await makeSignature(token, (await opened()).secret)}`)
  const names = cookies()
  const seconds = Math.ceil((createdAt.getTime() + longestSession - now().getTime()) / 1000)
  return { tokenDigest: digestOf(token), cookie: writeCookie(names, names.session, signed, seconds) }
}
