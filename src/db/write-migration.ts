import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findMissingMigration, migratedSchemaFile, prismaFolder, schemaFile } from './find-missing-migration.ts'

/**
 * Writes the next migration: the SQL from what the migrations lead to now to `schema.prisma`, for a developer to read and to
 * complete by hand with what a schema cannot say (checks, triggers, views, grants). Once released, a migration never changes.
 *
 * @param name what it does, such as `add_editors`
 * @param now the clock, for the number that the migration begins with
 * @returns the file that was written
 */
export async function writeMigration(name: string, now: Date, folder: string = prismaFolder): Promise<string> {
  const sql = await findMissingMigration(folder)
  const number = now.toISOString().replace(/\D/g, '').slice(0, 14)
  const file = path.join(folder, 'migrations', `${number}_${name}`, 'migration.sql')
  await mkdir(path.dirname(file))
  await writeFile(file, sql === '' ? '-- The schema is unchanged: what this migration does is written by hand.\n' : sql)
  await copyFile(path.join(folder, schemaFile), path.join(folder, migratedSchemaFile))
  return file
}
