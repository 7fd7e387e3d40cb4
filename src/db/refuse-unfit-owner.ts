import type pg from 'pg'
import { DatabaseFault } from './database-fault.ts'
import { lookupRole, publishedViews } from './published/lookup-role.ts'

/**
 * Tries in the transaction of the migrations what the public side will do after it: switch to the role for reading, which they make and
 * grant where they may. Only trying tells: rights to make and to grant roles differ between releases of PostgreSQL.
 *
 * @throws DatabaseFault saying what to do; the caller gives up the transaction, which then has changed nothing.
 */
export async function refuseUnfitOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ login: string; has_role: boolean }>(
    'SELECT quote_ident(current_user) AS login, EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS has_role',
    [lookupRole],
  )
  const { login = '', has_role: hasRole = false } = rows[0] ?? {}
  const grant = `GRANT ${lookupRole} TO ${login};`
  await attempt(client, `SET LOCAL ROLE ${lookupRole}`, hasRole ? grant : `CREATE ROLE ${lookupRole} NOLOGIN; ${grant}`)
  // Missing where the role was made after the migration that grants this.
  const views = publishedViews.join(', ')
  await attempt(
    client,
    `SELECT FROM ${views} LIMIT 0`,
    `GRANT USAGE ON SCHEMA public TO ${lookupRole}; GRANT SELECT ON ${views} TO ${lookupRole};`,
  )
  await client.query('RESET ROLE')
}

async function attempt(client: pg.Client, statement: string, remedy: string): Promise<void> {
  try {
    await client.query(statement)
  } catch (error) {
    throw new DatabaseFault(
      `The login of DATABASE_URL cannot read the published directory as the role ${lookupRole} ` +
        `(${error instanceof Error ? error.message : String(error)}). Let an administrator of the database run "${remedy}", ` +
        'or name a login that can read the published_* views with LOOKUP_DATABASE_URL. Nothing was changed.',
      { cause: error },
    )
  }
}
