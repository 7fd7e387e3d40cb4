import type { Identity } from '../identity.ts'
import { readSession, type Session } from './read-session.ts'

/** The session that an answer has just begun. */
export async function sessionOfCookies(identity: Identity, setCookies: readonly string[]): Promise<Session | null> {
  return readSession(identity, setCookies.map((cookie) => cookie.split(';')[0]).join('; '))
}
