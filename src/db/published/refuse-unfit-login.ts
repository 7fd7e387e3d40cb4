import { DatabaseFault } from '../database-fault.ts'
import { lookupRole, publishedViews } from './lookup-role.ts'
import type { Query } from './read-consistently.ts'

/**
 * A login that can read more than the views would be a second door to drafts; one that can read less is noticed now, not when
 * something changes.
 *
 * @throws DatabaseFault saying which, and what to do.
 */
export async function refuseUnfitLogin(query: Query): Promise<void> {
  await query(`SELECT FROM ${publishedViews.join(', ')} LIMIT 0`)
  const rows = await query<{ relation: string }>(
    `SELECT relname AS relation FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
       AND relname <> ALL ($1)
       AND has_any_column_privilege(oid, 'SELECT')
     ORDER BY relname`,
    [publishedViews],
  )
  if (rows.length === 0) return
  throw new DatabaseFault(
    `The login that reads the published directory can also read ${rows.map((row) => row.relation).join(', ')}. ` +
      `It must not: grant it SELECT on the published_* views only (as the role ${lookupRole} has), and name it with LOOKUP_DATABASE_URL.`,
  )
}
