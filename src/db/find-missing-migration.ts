import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { compareSchemas } from './compare-schemas.ts'
import { migrationsFolder } from './read-migrations.ts'

export const prismaFolder = path.dirname(migrationsFolder)

/** The schema as developers write it. */
export const schemaFile = 'schema.prisma'

/**
 * A copy of the schema that the migrations lead to, kept beside them: comparing with it needs no database. A test on a real
 * database (tests/db/drift.test.ts) makes sure that the copy tells the truth.
 */
export const migratedSchemaFile = 'migrations/schema.prisma'

/** The SQL that the migrations still lack to match `schema.prisma`; empty when they agree. Needs no database. */
export async function findMissingMigration(folder: string = prismaFolder): Promise<string> {
  const [migrated, wanted] = await Promise.all([migratedSchemaFile, schemaFile].map((file) => readFile(path.join(folder, file), 'utf8')))
  return compareSchemas(migrated ?? null, wanted ?? '')
}
