import type { Database } from '../../db/client.ts'
import { digestOf } from '../../lib/secret.ts'
import { isApiKey } from './new-api-key.ts'

/**
 * The id of a key that is valid: known, not revoked, not expired, and its owner still there. Notes the day on which it was used.
 *
 * @returns null for every other one
 */
export async function findApiKey({ prisma }: Database, text: string, now: Date): Promise<string | null> {
  if (!isApiKey(text)) return null
  const key = await prisma.apiKey.findFirst({
    where: { digest: digestOf(text), revokedAt: null, expiresAt: { gt: now }, owner: { removedAt: null } },
    select: { id: true, lastUsedOn: true },
  })
  if (key === null) return null
  const today = new Date(now.toISOString().slice(0, 10))
  if (key.lastUsedOn === null || key.lastUsedOn < today) {
    await prisma.apiKey.updateMany({ where: { id: key.id, OR: [{ lastUsedOn: null }, { lastUsedOn: { lt: today } }] }, data: { lastUsedOn: today } })
  }
  return key.id
}
