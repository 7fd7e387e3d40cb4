import type { Database } from '../db/client.ts'
import { deadLetters } from './queue-names.ts'

/**
 * Takes what makes a link work out of mails among the dead letters. Whoever gives up a mail does that before; this is for a worker that
 * was killed in the very moment of its last attempt.
 *
 * @returns of how many
 */
export async function forgetDeadSecrets({ prisma }: Pick<Database, 'prisma'>): Promise<number> {
  return prisma.$executeRaw`
    UPDATE pgboss.job SET data = jsonb_set(data, '{data,token}', 'null')
    WHERE name = ${deadLetters} AND data -> 'data' ->> 'token' IS NOT NULL`
}
