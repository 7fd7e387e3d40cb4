import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts'

/** A server of its own: roles belong to the whole server, and these tests need one that has no role for reading yet. */
let folder: DataFolder
let server: EmbeddedPostgres
let administrator: pg.Client
let url: string
beforeAll(async () => {
  folder = await makeDataFolder()
  server = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true })
  administrator = await connectOnce(server.url)
  await administrator.query("CREATE ROLE tenant LOGIN PASSWORD 'tenant'")
  await administrator.query('GRANT tenant TO CURRENT_USER')
  await administrator.query('CREATE DATABASE tenancy OWNER tenant')
  url = Object.assign(new URL(server.url), { username: 'tenant', password: 'tenant', pathname: '/tenancy' }).href
})
afterAll(async () => {
  await administrator.end()
  await server.stop()
  await folder.remove()
})

const ask = async (statement: string) => {
  const client = await connectOnce(url)
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
const relations = () => ask("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
const start = () => migrate(url, { publishedLogin: 'switch_role' })
const end = /, or name a login that can read the published_\* views with LOOKUP_DATABASE_URL\. Nothing was changed\.$/

// One story: an administrator does what each refusal says.
describe('a login that owns the database but is no administrator', () => {
  it('is refused where the role for reading is missing, and nothing is changed', async () => {
    await expect(start()).rejects.toThrow(/\(role "directory_lookup" does not exist\)\. .*"CREATE ROLE directory_lookup NOLOGIN; GRANT directory_lookup TO tenant;"/)
    await expect(start()).rejects.toThrow(end)
    expect(await relations()).toEqual([])
  })

  it('is refused where it may not switch to the role, and nothing is changed', async () => {
    await administrator.query('CREATE ROLE directory_lookup NOLOGIN')
    await expect(start()).rejects.toThrow(/\(permission denied to set role "directory_lookup"\)\. .* run "GRANT directory_lookup TO tenant;"/)
    await expect(start()).rejects.toThrow(end)
    expect(await relations()).toEqual([])
  })

  it('goes through after the grant that the sentence names', async () => {
    await administrator.query('GRANT directory_lookup TO tenant')
    expect(await start()).not.toEqual([])
    expect(await start()).toEqual([])
  })

  it('is told what the role lacks when it was made after the migration', async () => {
    const views = 'published_directory, published_listing, published_guidance, published_label_set, published_change'
    await ask(`REVOKE SELECT ON ${views} FROM directory_lookup`)
    await expect(start()).rejects.toThrow(`GRANT SELECT ON ${views} TO directory_lookup;"`)
    await ask(`GRANT SELECT ON ${views} TO directory_lookup`)
    expect(await start()).toEqual([])
  })

  it('migrates without the role where another login reads what is public', async () => {
    await administrator.query('CREATE DATABASE other OWNER tenant')
    await administrator.query('REVOKE directory_lookup FROM tenant')
    expect(await migrate(url.replace('/tenancy', '/other'))).not.toEqual([])
  })
})
