import { createHash } from 'node:crypto'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import type pg from 'pg'

/**
 * Whether exactly these migrations were applied to a database, as they stand in their files. Then the engine, which takes a hundred
 * megabytes of memory, need not be asked; in every other case it is.
 */
export async function isAtRelease(client: pg.Client, { migrationDirectories }: MigrationList): Promise<boolean> {
  const { rows: tables } = await client.query<{ exists: boolean }>("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists")
  if (tables[0]?.exists !== true) return false
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL AS finished
     FROM public._prisma_migrations ORDER BY migration_name`,
  )
  const wanted = migrationDirectories.map(({ path, migrationFile }) => ({
    name: path,
    checksum: migrationFile.content.tag === 'ok' ? createHash('sha256').update(migrationFile.content.value).digest('hex') : '',
    finished: true,
  }))
  return JSON.stringify(rows) === JSON.stringify(wanted)
}
