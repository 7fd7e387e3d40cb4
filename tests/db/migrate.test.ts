import { createHash, randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { migrate } from '../../src/db/migrate.ts'
import { publishedViews } from '../../src/db/published/lookup-role.ts'
import { migrationsFolder } from '../../src/db/read-migrations.ts'
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let client: pg.Client
/** A copy of the release's migrations that a test may change. */
let folder: string
beforeEach(async () => {
  database = await createEmptyDatabase()
  client = await connectOnce(database.url)
  folder = await mkdtemp(path.join(tmpdir(), 'migrations-'))
  await cp(migrationsFolder, folder, { recursive: true })
})
afterEach(async () => {
  await client.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

const addMigration = async (name: string, sql: string) => {
  await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
}
const releaseNames = async () => (await readdir(migrationsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()

/** Everything that a migration could have changed. */
const readState = async () => {
  const { rows: relations } = await client.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname")
  if (!relations.some(({ relname }) => relname === '_prisma_migrations')) return { relations, migrations: [] }
  const { rows: migrations } = await client.query('SELECT * FROM _prisma_migrations ORDER BY migration_name')
  return { relations, migrations }
}

describe('a database', () => {
  it('is brought to this release, and a second time nothing is left to do', async () => {
    expect(await migrate(database.url)).toEqual(await releaseNames())
    const state = await readState()
    expect(await migrate(database.url)).toEqual([])
    expect(await readState()).toEqual(state)
  })

  it('is brought from the previous release to this one, with its data', async () => {
    await migrate(database.url)
    await client.query("INSERT INTO organisation (id, slug, name, created_at, updated_at) VALUES (gen_random_uuid(), 'kept', 'Kept', now(), now())")
    await addMigration('29990101000000_next', 'ALTER TABLE organisation ADD COLUMN extra text;')
    expect(await migrate(database.url, { folder })).toEqual(['29990101000000_next'])
    expect((await client.query('SELECT name, extra FROM organisation')).rows).toEqual([{ name: 'Kept', extra: null }])
  })

  it('lets a login that reads what is public go on reading after the first releases', async () => {
    const login = `reader_${randomBytes(4).toString('hex')}`
    const later = (await releaseNames()).filter((name) => name > '20261122000200_published_views')
    for (const name of later) await rm(path.join(folder, name), { recursive: true })
    await migrate(database.url, { folder })
    await client.query(`CREATE ROLE ${login}`)
    try {
      await client.query(`GRANT SELECT ON published_directory, published_listing, published_guidance, published_label_set TO ${login}`)
      expect(await migrate(database.url)).toEqual(later)
      const { rows } = await client.query(
        `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND has_any_column_privilege($1, oid, 'SELECT') ORDER BY 1`,
        [login],
      )
      expect(rows.map(({ relname }) => relname)).toEqual(publishedViews.toSorted())
    } finally {
      await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${login}`)
      await client.query(`DROP ROLE ${login}`)
    }
  })

  it("has Prisma's own table of migrations, so that prisma migrate understands it", async () => {
    await migrate(database.url)
    const { rows } = await client.query('SELECT * FROM _prisma_migrations ORDER BY migration_name')
    expect(Object.keys(rows[0]).sort()).toEqual(
      ['applied_steps_count', 'checksum', 'finished_at', 'id', 'logs', 'migration_name', 'rolled_back_at', 'started_at'],
    )
    for (const row of rows) {
      const script = await readFile(path.join(migrationsFolder, row.migration_name, 'migration.sql'))
      expect(row.checksum).toBe(createHash('sha256').update(script).digest('hex'))
      expect(row.finished_at).toBeInstanceOf(Date)
      expect(row).toMatchObject({ applied_steps_count: 1, logs: null, rolled_back_at: null })
    }
  })

  it('is migrated once when several nodes start at the same moment', async () => {
    const results = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)])
    expect(results.toSorted((one, other) => other.length - one.length)).toEqual([await releaseNames(), [], []])
  })
})

describe('one clear sentence, and nothing changed', () => {
  it('when the database is newer than the release', async () => {
    await addMigration('29990101000000_future', 'CREATE TABLE future (id int);')
    await migrate(database.url, { folder })
    const state = await readState()
    await expect(migrate(database.url)).rejects.toThrow(/newer than this release.*29990101000000_future.*Start the newer release, or restore/)
    expect(await readState()).toEqual(state)
  })

  it('when the database is newer and lacks a migration of this release, too', async () => {
    const all = await releaseNames()
    const last = all.at(-1) ?? ''
    await rm(path.join(folder, last), { recursive: true })
    await addMigration('29990101000000_future', 'CREATE TABLE future (id int);')
    await migrate(database.url, { folder })
    const state = await readState()
    await expect(migrate(database.url)).rejects.toThrow(/newer than this release.*29990101000000_future/)
    expect(await readState()).toEqual(state)
  })

  it('when a migration is not the one that was applied', async () => {
    await migrate(database.url, { folder })
    const state = await readState()
    const [first = ''] = await releaseNames()
    await addMigration(first, '-- changed afterwards')
    await addMigration('29990101000000_next', 'CREATE TABLE next (id int);')
    await expect(migrate(database.url, { folder })).rejects.toThrow(new RegExp(`${first} is not the one that was applied`))
    expect(await readState()).toEqual(state)
  })

  it('when a migration was begun by other means and did not finish', async () => {
    await migrate(database.url)
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ('x', 'y', '29990101000000_next', now())",
    )
    await addMigration('29990101000000_next', 'CREATE TABLE next (id int);')
    const state = await readState()
    await expect(migrate(database.url, { folder })).rejects.toThrow(/29990101000000_next was begun by other means and did not finish/)
    expect(await readState()).toEqual(state)
  })

  it('when a migration fails half-way; and the mended one goes through', async () => {
    await addMigration('29990101000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;')
    await expect(migrate(database.url, { folder })).rejects.toThrow(/left as it was: division by zero/)
    expect(await readState()).toEqual({ relations: [], migrations: [] })
    await addMigration('29990101000000_broken', 'CREATE TABLE half (id int);')
    expect(await migrate(database.url, { folder })).toContain('29990101000000_broken')
  })

  it('when the connection is lost half-way; and the next start goes through', async () => {
    await addMigration('29990101000000_lost', 'CREATE TABLE half (id int); SELECT pg_terminate_backend(pg_backend_pid());')
    await expect(migrate(database.url, { folder })).rejects.toThrow(/left as it was: /)
    expect(await readState()).toEqual({ relations: [], migrations: [] })
    await addMigration('29990101000000_lost', 'CREATE TABLE half (id int);')
    expect(await migrate(database.url, { folder })).toContain('29990101000000_lost')
  })

  it('when the database holds something else already', async () => {
    await client.query('CREATE TABLE listing (theirs int)')
    const state = await readState()
    await expect(migrate(database.url)).rejects.toThrow('The database holds tables of something else. Name an empty database')
    expect(await readState()).toEqual(state)
  })

  it('when the server cannot be reached, without its password', async () => {
    const attempt = migrate('postgresql://somebody:secret@127.0.0.1:1/directory')
    await expect(attempt).rejects.toThrow('The database at 127.0.0.1:1/directory cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check that it runs and that DATABASE_URL is right, or unset DATABASE_URL to use the embedded one.')
  })

  it('when the database does not exist', async () => {
    const url = new URL(database.url)
    url.pathname = '/not_there'
    await expect(migrate(url.href)).rejects.toThrow(/cannot be used: database "not_there" does not exist/)
  })
})
