import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { findMissingMigration, prismaFolder } from '../../src/db/find-missing-migration.ts'
import { migrate } from '../../src/db/migrate.ts'
import { writeMigration } from '../../src/db/write-migration.ts'
import { createEmptyDatabase } from '../support/database.ts'

/** A copy of prisma/ that a test may change. */
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prisma-'))
  await cp(prismaFolder, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const now = new Date('2999-01-02T03:04:05.678Z')
const addColumn = async () => {
  const file = path.join(folder, 'schema.prisma')
  await writeFile(file, (await readFile(file, 'utf8')).replace('model Organisation {', 'model Organisation {\n  phone String?'))
}

describe('a new migration', () => {
  it('makes the difference to the schema, so that nothing is missing afterwards', async () => {
    expect(await findMissingMigration(folder)).toBe('')
    await addColumn()
    expect(await findMissingMigration(folder)).toContain('ADD COLUMN')
    const file = await writeMigration('add_phone', now, folder)
    expect(path.relative(folder, file)).toBe('migrations/29990102030405_add_phone/migration.sql')
    expect(await readFile(file, 'utf8')).toBe('-- AlterTable\nALTER TABLE "organisation" ADD COLUMN     "phone" TEXT;\n')
    expect(await findMissingMigration(folder)).toBe('')
  })

  it('is applied with all others', async () => {
    await addColumn()
    await writeMigration('add_phone', now, folder)
    const database = await createEmptyDatabase()
    expect(await migrate(database.url, { folder: path.join(folder, 'migrations') })).toContain('29990102030405_add_phone')
    const client = await connectOnce(database.url)
    expect((await client.query('SELECT phone FROM organisation')).rows).toEqual([])
    await client.end()
    await database.drop()
  })

  it('can be written by hand alone', async () => {
    const file = await writeMigration('grant_more', now, folder)
    expect(await readFile(file, 'utf8')).toMatch(/^-- .* written by hand\.\n$/)
  })

  it('never replaces another', async () => {
    await writeMigration('add_phone', now, folder)
    await expect(writeMigration('add_phone', now, folder)).rejects.toThrow('EEXIST')
  })
})
