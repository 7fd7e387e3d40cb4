import { migrate } from '../db/migrate.ts'
import type { PublishedLogin } from '../db/published/lookup-role.ts'
import { jobs } from '../jobs/index.ts'
import { migrateQueue } from '../queue/migrate-queue.ts'

/**
 * Brings a database to this release: its tables first, then the job queue. Done by the migration step and by every start, which
 * find it done from the second time on.
 *
 * @param signal gives up waiting for another node that is migrating
 * @returns what was applied now; nothing when the database was at this release already
 * @throws DatabaseFault as `migrate` and `migrateQueue` do.
 */
export async function bringToRelease(
  url: string,
  publishedLogin: PublishedLogin = 'own_login',
  signal?: AbortSignal,
): Promise<string[]> {
  const applied = await migrate(url, { publishedLogin, ...(signal === undefined ? {} : { signal }) })
  signal?.throwIfAborted()
  const queueChanged = await migrateQueue(url, jobs)
  return queueChanged ? [...applied, 'job queue'] : applied
}
