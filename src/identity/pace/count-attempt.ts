import type { Database } from '../../db/client.ts'
import { inTransaction, type Transaction } from '../../db/transaction.ts'
import { ProblemError } from '../../lib/errors.ts'

/** So many attempts in a row cost nothing; each further one takes twice as long to wait for as the one before. */
const freeAttempts = 5

/** Seconds. */
const longestWait = 15 * 60

/** Of all unknown browsers of the installation together: so many wrong attempts at once, and then so many a second. */
const all = { atOnce: 120, perSecond: 2 }

/** Where the attempts of all unknown browsers are counted. */
const everybody = 'everybody'

/**
 * Counts an attempt before it is made, so that many at once are counted, too; `forgiveAttempt` takes it back when it was right. Nobody is
 * ever locked out: whoever waits long enough may try again.
 *
 * @param key see `pace-key.ts`
 * @param countsForAll whether it also counts towards what all unknown browsers may try together
 * @throws ProblemError `too_many_attempts` with `Retry-After`
 */
export async function countAttempt(database: Database, key: string, now: Date, { countsForAll }: { countsForAll: boolean }): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const waits = (await waitFor(transaction, key, now)) ?? (countsForAll ? await waitForAll(transaction, now) : null)
    if (waits === null) return
    throw new ProblemError('too_many_attempts', 'There were too many attempts. Try again after the seconds in Retry-After.', {
      headers: { 'retry-after': String(waits) },
    })
  })
}

/** A right attempt: what was counted under the key is forgotten. */
export async function forgiveAttempt(database: Database, key: string, { countsForAll }: { countsForAll: boolean }): Promise<void> {
  await database.prisma.$executeRaw`DELETE FROM "sign_in_pace" WHERE "key" = ${key}`
  if (countsForAll) await database.prisma.$executeRaw`UPDATE "sign_in_pace" SET "attempts" = greatest(0, "attempts" - 1) WHERE "key" = ${everybody}`
}

/** Seconds to wait; null when the attempt may be made. */
async function waitFor(transaction: Transaction, key: string, now: Date): Promise<number | null> {
  const counted = await transaction.$executeRaw`
    INSERT INTO "sign_in_pace" AS pace ("key", "attempts", "free_at", "expires_at")
    VALUES (${key}, 1, ${now}::timestamptz, ${now}::timestamptz + interval '1 day')
    ON CONFLICT ("key") DO UPDATE SET
      "attempts" = CASE WHEN pace."expires_at" <= ${now}::timestamptz THEN 1 ELSE pace."attempts" + 1 END,
      "free_at" = ${now}::timestamptz + CASE
        WHEN pace."expires_at" <= ${now}::timestamptz OR pace."attempts" + 1 < ${freeAttempts} THEN interval '0'
        ELSE least(${longestWait}, power(2, least(pace."attempts" + 1 - ${freeAttempts}, 20))) * interval '1 second'
      END,
      "expires_at" = ${now}::timestamptz + interval '1 day'
    WHERE pace."free_at" <= ${now}::timestamptz OR pace."expires_at" <= ${now}::timestamptz`
  if (counted === 1) return null
  const row = await transaction.signInPace.findUnique({ where: { key }, select: { freeAt: true } })
  return row === null ? null : Math.max(1, Math.ceil((row.freeAt.getTime() - now.getTime()) / 1000))
}

/** A bucket that leaks: `attempts` is how full it was at `free_at`. */
async function waitForAll(transaction: Transaction, now: Date): Promise<number | null> {
  const rows = await transaction.$queryRaw<{ level: number }[]>`
    INSERT INTO "sign_in_pace" AS pace ("key", "attempts", "free_at", "expires_at")
    VALUES (${everybody}, 1, ${now}::timestamptz, ${now}::timestamptz + interval '1 day')
    ON CONFLICT ("key") DO UPDATE SET
      "attempts" = greatest(0, pace."attempts" - ${all.perSecond} * greatest(0, extract(epoch FROM ${now}::timestamptz - pace."free_at"))) + 1,
      "free_at" = greatest(${now}::timestamptz, pace."free_at"),
      "expires_at" = ${now}::timestamptz + interval '1 day'
    RETURNING "attempts"::float8 AS level`
  const level = rows[0]?.level ?? 0
  return level <= all.atOnce ? null : Math.max(1, Math.ceil((level - all.atOnce) / all.perSecond))
}
