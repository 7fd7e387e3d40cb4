import { defineConfig } from 'prisma/config'

// `prisma generate` and `validate` ask for a schema engine that they never run, and would download it.
if (process.argv.includes('generate') || process.argv.includes('validate')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
})
