import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { prismaFolder, schemaFile } from '../../src/db/find-missing-migration.ts'
import { compareSchemas } from '../../src/db/compare-schemas.ts'

const schema = await readFile(path.join(prismaFolder, schemaFile), 'utf8')

describe('the SQL from one schema to another', () => {
  it('is empty when they mean the same', async () => {
    expect(await compareSchemas(schema, `// a remark\n${schema}`)).toBe('')
  })

  it('is the difference', async () => {
    const next = schema.replace('model LabelSet {', 'model LabelSet {\n  remark String?')
    expect(await compareSchemas(schema, next)).toContain('ALTER TABLE "label_set" ADD COLUMN     "remark" TEXT')
  })
})
