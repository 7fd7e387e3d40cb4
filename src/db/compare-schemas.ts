import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { withSchemaEngine, type SchemaAdapter } from './schema-engine.ts'

/**
 * The SQL that leads from one Prisma schema to another; empty when they describe the same tables. Needs no database.
 *
 * @param before text of the older schema, or null for an empty database.
 */
export async function compareSchemas(before: string | null, after: string): Promise<string> {
  const target = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] })
  const { stdout } = await withSchemaEngine(noDatabase, (engine) =>
    engine.diff({
      from: before === null ? { tag: 'empty' } : target(before),
      to: target(after),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
  return stdout === null || stdout.trim() === '-- This is an empty migration.' ? '' : stdout
}

const unreachable = () => Promise.reject(new Error('Comparing two schemas needs no database.'))

/** The engine asks any database for its version before it does anything; this answers, and nothing else. */
const noDatabase: SchemaAdapter = {
  provider: 'postgres',
  adapterName: 'no-database',
  queryRaw: () =>
    Promise.resolve({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 18', 180_000]],
    }),
  executeRaw: unreachable,
  executeScript: unreachable,
  startTransaction: unreachable,
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(),
}
