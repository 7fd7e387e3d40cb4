import type { Identity } from '../identity.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import { paceKey } from './pace-key.ts'

/** Counts what somebody who is signed in tries with a code or their password; a right one is forgotten. */
export async function guardAttempt<T>({ database, opened, now }: Identity, editorId: string, attempt: () => Promise<T>): Promise<T> {
  const { secret } = await opened()
  const key = paceKey(secret, 'factor', editorId)
  await countAttempt(database, key, now(), { countsForAll: false })
  const result = await attempt()
  await forgiveAttempt(database, key, { countsForAll: false })
  return result
}
