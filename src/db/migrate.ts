import { PrismaPg } from '@prisma/adapter-pg'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { connectOnce } from './connect-once.ts'
import { DatabaseFault } from './database-fault.ts'
import { isAtRelease } from './is-at-release.ts'
import { locks } from './locks.ts'
import type { PublishedLogin } from './published/lookup-role.ts'
import { migrationsFolder, readMigrations } from './read-migrations.ts'
import { refuseUnfitOwner } from './refuse-unfit-owner.ts'
import { withSchemaEngine, type SchemaAdapter } from './schema-engine.ts'

const oldestServer = 15

/**
 * Brings a database to this release, by the migrations of `prisma/migrations`, and keeps Prisma's own table of them, so that
 * `prisma migrate` understands the database as well. All of it is one transaction: it is at this release afterwards, or unchanged.
 *
 * @param signal ends the connection, and with it the waiting for another node that is migrating: nothing is changed then.
 * @param publishedLogin `switch_role` when this login is the one that switches to the role for reading: if it may not, nothing is changed.
 * @returns the names of the migrations applied now; none when the database was at this release already.
 * @throws DatabaseFault when the database cannot be reached, is of a newer release, was changed by other means, or its login may not
 *   switch to the role.
 */
export async function migrate(
  url: string,
  { folder = migrationsFolder, publishedLogin = 'own_login', signal }: { folder?: string; publishedLogin?: PublishedLogin; signal?: AbortSignal } = {},
): Promise<string[]> {
  const migrationsList = await readMigrations(folder)
  const client = await connectOnce(url)
  const giveUp = () => void client.end()
  signal?.addEventListener('abort', giveUp)
  try {
    signal?.throwIfAborted()
    await refuseOldServer(client)
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [locks.migrate])
    const applied = (await isAtRelease(client, migrationsList)) ? [] : await apply(client, migrationsList)
    if (publishedLogin === 'switch_role') await refuseUnfitOwner(client)
    await client.query('COMMIT')
    return applied
  } finally {
    signal?.removeEventListener('abort', giveUp)
    // Before COMMIT this gives up the transaction, and with it everything that was begun.
    await client.end()
  }
}

async function apply(client: pg.Client, migrationsList: MigrationList): Promise<string[]> {
  let scriptFault: unknown
  const adapter = await adapterFor(client, (fault) => {
    scriptFault ??= fault
  })
  return withSchemaEngine(adapter, async (engine) => {
    const filters = { externalTables: [], externalEnums: [] }
    const found = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters })
    refuseUnknownHistory(found)
    if (!found.hasMigrationsTable) await refuseForeignTables(client)
    try {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
      return appliedMigrationNames
    } catch (error) {
      const cause = scriptFault ?? error
      const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
      throw new DatabaseFault(`The database could not be brought to this release, and was left as it was: ${reason}`, { cause })
    }
  })
}

function refuseUnknownHistory(found: {
  editedMigrationNames: string[]
  failedMigrationNames: string[]
  history: { diagnostic: string; unpersistedMigrationNames?: string[] } | null
}): void {
  const unknown = found.history?.unpersistedMigrationNames ?? []
  if (unknown.length > 0) {
    throw new DatabaseFault(
      `The database is newer than this release: it has the migration ${unknown.join(', ')}, which this release does not know. ` +
        'Start the newer release, or restore a backup made before the upgrade. Nothing was changed.',
    )
  }
  if (found.failedMigrationNames.length > 0) {
    throw new DatabaseFault(
      `The migration ${found.failedMigrationNames.join(', ')} was begun by other means and did not finish. ` +
        'Restore a backup, or settle it with "prisma migrate resolve". Nothing was changed.',
    )
  }
  if (found.editedMigrationNames.length > 0) {
    throw new DatabaseFault(
      `The migration ${found.editedMigrationNames.join(', ')} is not the one that was applied to this database: its file was changed since. ` +
        'Use the release as it was published; a change of the database is a new migration. Nothing was changed.',
    )
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
  const version = rows[0]?.server_version ?? ''
  if (Number.parseInt(version, 10) < oldestServer) {
    throw new DatabaseFault(`The database server is PostgreSQL ${version}; this release needs PostgreSQL ${oldestServer} or newer.`)
  }
}

async function refuseForeignTables(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')")
  if (rowCount === 0) return
  throw new DatabaseFault('The database holds tables of something else. Name an empty database with DATABASE_URL. Nothing was changed.')
}

/**
 * The engine takes a pool; this one always answers with the one connection that holds the lock and the transaction. A savepoint
 * round each statement lets the engine ask for its table before that exists. A script is sent whole, because Prisma's adapter
 * would cut it at each semicolon, also inside the body of a function.
 */
async function adapterFor(client: pg.Client, onScriptFault: (fault: unknown) => void): Promise<SchemaAdapter> {
  const query = async (statement: string | pg.QueryConfig) => {
    await client.query('SAVEPOINT statement')
    try {
      const result = await client.query(statement)
      await client.query('RELEASE SAVEPOINT statement')
      return result
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT statement')
      throw error
    }
  }
  const connect = () => Promise.reject(new Error('Migrations run in one transaction, which the engine must not open again.'))
  const adapter = await new PrismaPg(Object.assign(new pg.Pool({ max: 1 }), { query, connect })).connect()
  adapter.executeScript = async (script) => {
    try {
      await query(script)
    } catch (error) {
      onScriptFault(error)
      throw error
    }
  }
  return adapter
}
