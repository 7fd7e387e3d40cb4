import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { compareSchemas } from './compare-schemas.ts'
import { migrationsFolder } from './read-migrations.ts'

/** The schema as developers write it. */
export const schemaFile = path.resolve(migrationsFolder, '../schema.prisma')

/**
 * A copy of the schema that the migrations lead to, kept beside them: comparing with it needs no database. A test on a real
 * database (tests/db/drift.test.ts) makes sure that the copy tells the truth.
 */
export const migratedSchemaFile = path.join(migrationsFolder, 'schema.prisma')

/** The SQL that the migrations still lack to match `prisma/schema.prisma`; empty when they agree. Needs no database. */
export async function findMissingMigration(): Promise<string> {
  const [migrated, wanted] = await Promise.all([readFile(migratedSchemaFile, 'utf8'), readFile(schemaFile, 'utf8')])
  return compareSchemas(migrated, wanted)
}
