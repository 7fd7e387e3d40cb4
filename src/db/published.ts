import pg from 'pg'
import type { PublishedDirectory } from '../help/directory.ts'
import { DatabaseFault } from './database-fault.ts'
import { readPublishedDirectory } from './read-published-directory.ts'

export interface Published {
  /** The directory version now. */
  readVersion: () => Promise<number>
  /** The whole published directory as of one instant: no part of it is of another version. */
  readDirectory: () => Promise<PublishedDirectory>
  close: () => Promise<void>
}

/** Who reads: the role that the migrations made, to which the login of DATABASE_URL switches, or the login of LOOKUP_DATABASE_URL itself. */
export type PublishedLogin = 'switch_role' | 'own_login'

export const lookupRole = 'directory_lookup'

/**
 * Opens the second connection pool, the only one that public answers come from. It can read the `published_*` views and nothing
 * else, so that no forgotten filter can show a draft.
 *
 * @throws DatabaseFault when the database cannot be reached, the role is missing, or the login could read more than the views.
 */
export async function openPublished(url: string, login: PublishedLogin = 'switch_role'): Promise<Published> {
  const options = ['-c default_transaction_read_only=on', ...(login === 'switch_role' ? [`-c role=${lookupRole}`] : [])].join(' ')
  const pool = new pg.Pool({ connectionString: url, options, max: 4, connectionTimeoutMillis: 10_000, application_name: 'directory-lookup' })
  // A connection lost while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  try {
    await refuseUnfitLogin(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return { readVersion: () => readVersion(pool), readDirectory: () => readPublishedDirectory(pool), close: () => pool.end() }
}

async function readVersion(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ version: string }>('SELECT version FROM published_directory')
  return Number(rows[0]?.version)
}

/** A login that can read more than the views would be a second door to drafts; one that can read less is noticed now, not at the first question. */
async function refuseUnfitLogin(pool: pg.Pool): Promise<void> {
  try {
    await readVersion(pool)
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer'
    throw new DatabaseFault(
      `The published directory cannot be read: ${reason}. The login of DATABASE_URL must be able to switch to the role ${lookupRole}, ` +
        'or LOOKUP_DATABASE_URL name a login that can read the views published_directory, published_listing, published_guidance and published_label_set.',
      { cause: error },
    )
  }
  const { rows } = await pool.query<{ relation: string }>(
    `SELECT relname AS relation FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
       AND relname NOT IN ('published_directory', 'published_listing', 'published_guidance', 'published_label_set')
       AND has_any_column_privilege(oid, 'SELECT')
     ORDER BY relname`,
  )
  if (rows.length === 0) return
  throw new DatabaseFault(
    `The login that reads the published directory can also read ${rows.map((row) => row.relation).join(', ')}. ` +
      `It must not: grant it SELECT on the published_* views only (as the role ${lookupRole} has), and name it with LOOKUP_DATABASE_URL.`,
  )
}
