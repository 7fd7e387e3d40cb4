import type { Database } from '../../db/client.ts'
import { paceKey } from './pace-key.ts'

/** Longer than a code is accepted: its own half minute, and one before and after it. */
const codeLifetime = 2 * 60_000

/**
 * Takes a code of an authenticator app, which somebody may have looked at, out of use (RFC 6238, 5.2: a code is accepted once).
 *
 * @returns false when it was used before
 */
export async function spendCode(
  { database, secret, now }: { database: Database; secret: string; now: Date },
  editorId: string,
  code: string,
): Promise<boolean> {
  const until = new Date(now.getTime() + codeLifetime)
  const spent = await database.prisma.$executeRaw`
    INSERT INTO "sign_in_pace" AS pace ("key", "attempts", "free_at", "expires_at")
    VALUES (${paceKey(secret, 'code', editorId, code)}, 1, ${until}::timestamptz, ${until}::timestamptz)
    ON CONFLICT ("key") DO UPDATE SET "expires_at" = ${until}::timestamptz WHERE pace."expires_at" <= ${now}::timestamptz`
  return spent === 1
}
