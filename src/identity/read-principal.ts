import type { Principal } from '../directory/actor.ts'
import { findApiKey } from '../directory/api-key/find-api-key.ts'
import { ProblemError } from '../lib/errors.ts'
import type { Identity, RequestHead } from './identity.ts'
import { readSession } from './session/read-session.ts'

/**
 * Whom a request is from. A key decides alone: where `Authorization` is sent, no cookie is looked at.
 *
 * @returns null when there is neither a key nor a session that lasts
 * @throws ProblemError `not_signed_in` for a key that is not valid: the same, whether it is unknown, revoked or has expired
 */
export async function readPrincipal(
  identity: Pick<Identity, 'database' | 'cookies' | 'now'>,
  { headers }: Pick<RequestHead, 'headers'>,
): Promise<Principal | null> {
  const { authorization, cookie } = headers
  if (authorization !== undefined) {
    const [, key = ''] = /^Bearer ([!-~]{1,200})$/i.exec(authorization) ?? []
    const id = await findApiKey(identity.database, key, identity.now())
    if (id !== null) return { type: 'key', id }
    throw new ProblemError('not_signed_in', 'The key in Authorization is not valid.', { headers: { 'www-authenticate': 'Bearer' } })
  }
  const session = await readSession(identity, cookie)
  return session === null ? null : { type: 'editor', id: session.editor.id, secondFactor: session.secondFactorAt !== null }
}
