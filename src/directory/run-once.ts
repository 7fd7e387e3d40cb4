import { createHash } from 'node:crypto'
import type { Transaction } from '../db/transaction.ts'
import { ProblemError } from '../lib/errors.ts'

export type Remembered = {
  status: number
  /** JSON as text: the database would put its names into another order. */
  body: string
}

/**
 * Does something once for each key of somebody: who repeats a request because its answer was lost gets the same answer, and nothing
 * happens twice. Two at once wait for each other. What fails leaves the key free.
 *
 * @param request what was asked, so that a key is not used for something else
 * @throws ProblemError `idempotency_key_used`
 */
export async function runOnce(
  transaction: Transaction,
  { actor, key, request, now }: { actor: string; key: string; request: string; now: Date },
  work: () => Promise<Remembered>,
): Promise<Remembered & { isRepeat: boolean }> {
  const requestDigest = createHash('sha256').update(request).digest('hex')
  // Waits for whoever is using the same key just now.
  const taken = await transaction.$executeRaw`
    INSERT INTO "idempotency_key" ("actor", "key", "request_digest", "status", "body", "created_at")
    VALUES (${actor}, ${key}, ${requestDigest}, 0, 'null', ${now}::timestamptz)
    ON CONFLICT DO NOTHING`
  const where = { actor_key: { actor, key } }
  if (taken === 0) {
    const first = await transaction.idempotencyKey.findUniqueOrThrow({ where })
    if (first.requestDigest !== requestDigest) {
      throw new ProblemError('idempotency_key_used', 'The key belongs to another request of yours.')
    }
    return { status: first.status, body: first.body as string, isRepeat: true }
  }
  const done = await work()
  await transaction.idempotencyKey.update({ where, data: done })
  return { ...done, isRepeat: false }
}
