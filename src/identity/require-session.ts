import { ProblemError } from '../lib/errors.ts'
import type { Identity, RequestHead } from './identity.ts'
import { readSession, type Session } from './session/read-session.ts'

/** The session of somebody who is signed in. @throws ProblemError `not_signed_in` */
export async function requireSession(identity: Identity, { headers }: Pick<RequestHead, 'headers'>): Promise<Session> {
  const session = await readSession(identity, headers.cookie)
  if (session === null) throw notSignedIn()
  return session
}

/** Also of a session that ended in the middle of a request. */
export function notSignedIn(): ProblemError {
  return new ProblemError('not_signed_in', 'Sign in first.')
}
