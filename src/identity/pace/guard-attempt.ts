import type { Identity } from '../identity.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import { paceKey } from './pace-key.ts'

/**
 * Counts what somebody tries who is signed in, or has a link: codes, passwords, and new passwords, whose check takes time. What
 * succeeds is forgotten.
 *
 * @param about the id of the editor, or of what the link is for
 */
export async function guardAttempt<T>({ database, opened, now }: Identity, about: string, attempt: () => Promise<T>): Promise<T> {
  const { secret } = await opened()
  const key = paceKey(secret, 'own', about)
  await countAttempt(database, key, now(), { countsForAll: false })
  const result = await attempt()
  await forgiveAttempt(database, key, { countsForAll: false })
  return result
}
