import type { Identity } from '../identity.ts'
import { readCookie } from './read-cookie.ts'

/**
 * The cookie of the session and no other one, for questions about whoever is signed in: where the library finds no session, it must not
 * take a sign-in that waits for its code in the same browser, which may be somebody else's.
 */
export function sessionCookieOnly({ cookies }: Pick<Identity, 'cookies'>, cookie: string | undefined): string {
  const { session } = cookies()
  return `${session}=${encodeURIComponent(readCookie(cookie, session) ?? '')}`
}
