import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMissingMigration, prismaFolder, schemaFile } from '../../src/db/find-missing-migration.ts'
import { compareSchemas } from '../../src/db/compare-schemas.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts'

/** One database made by the migrations, one made straight from prisma/schema.prisma. */
let databases: [TestDatabase, TestDatabase]
let migrated: pg.Client
let fromSchema: pg.Client
beforeAll(async () => {
  databases = await Promise.all([cloneDatabase(), createEmptyDatabase()])
  migrated = await connectOnce(databases[0].url)
  fromSchema = await connectOnce(databases[1].url)
  await fromSchema.query(await compareSchemas(null, await readFile(path.join(prismaFolder, schemaFile), 'utf8')))
})
afterAll(async () => {
  await Promise.all([migrated.end(), fromSchema.end()])
  await Promise.all(databases.map((database) => database.drop()))
})

const read = async (client: pg.Client, statement: string) => (await client.query<{ line: string }>(statement)).rows.map((row) => row.line)

describe('the migrations lead to prisma/schema.prisma', () => {
  it('by the copy of the schema that is kept beside them', async () => {
    expect(await findMissingMigration(), 'mend with: npm run -s cli -- new-migration <name>').toBe('')
  })

  it.each([
    [
      'tables and columns',
      `SELECT format('%s.%s %s%s default %s', relname, attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' not null' END, pg_get_expr(adbin, adrelid)) AS line
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND relname <> '_prisma_migrations' ORDER BY 1`,
    ],
    [
      'enumerations',
      `SELECT format('%s %s', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder)) AS line
       FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname ORDER BY 1`,
    ],
  ])('exactly, in a real database: %s', async (_, statement) => {
    const lines = await read(fromSchema, statement)
    expect(lines.length).toBeGreaterThan(0)
    expect(await read(migrated, statement)).toEqual(lines)
  })

  it.each([
    ['indexes', "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1"],
    [
      'keys and references',
      `SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f') ORDER BY 1`,
    ],
  ])('at least, because migrations add what a schema cannot say: %s', async (_, statement) => {
    const lines = await read(fromSchema, statement)
    expect(lines.length).toBeGreaterThan(0)
    expect(await read(migrated, statement)).toEqual(expect.arrayContaining(lines))
  })
})
