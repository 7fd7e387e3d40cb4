import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { DatabaseFault } from '../../src/db/database-fault.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { startDatabaseProxy } from '../support/database-proxy.ts'
import type { DatabaseProxy } from '../support/database-proxy.ts'
import { writeListing } from '../support/write-listing.ts'

let database: TestDatabase
let editor: pg.Client
let proxy: DatabaseProxy
let published: Published
beforeAll(async () => {
  database = await cloneDatabase()
  editor = await connectOnce(database.url)
  await writeListing(editor)
})
beforeEach(async () => {
  proxy = await startDatabaseProxy(database.url)
  published = openPublished(proxy.url)
})
afterEach(async () => {
  await editor.query('ROLLBACK')
  await published.close()
  await proxy.close()
})
afterAll(async () => {
  await editor.end()
  await database.drop()
})

/** Milliseconds within which the question for the version fails, whatever is wrong; the test ends it when it does not. */
const bound = 8_000
const silent = expect.objectContaining({ name: 'DatabaseFault', message: expect.stringContaining('has not answered for 3 seconds') })
const unreachable = expect.objectContaining({ name: 'DatabaseFault', message: expect.stringContaining('The published directory cannot be read: ') })

const sessions = async () =>
  (await editor.query<{ pid: number; wait: string | null }>(
    "SELECT pid, wait_event_type AS wait FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'directory-lookup'",
  )).rows
const waiting = () => vi.waitFor(async () => expect((await sessions()).map(({ wait }) => wait)).toContain('Lock'), { timeout: 5000 })

describe('a database that is silent', () => {
  it('from the beginning, is given up within seconds', async () => {
    proxy.turn('silent')
    await expect(published.readHead()).rejects.toEqual(unreachable)
  }, bound)

  it('all of a sudden, is given up within seconds, and is asked again over another connection', async () => {
    const head = await published.readHead()
    proxy.turn('silent')
    await expect(published.readHead()).rejects.toEqual(silent)
    proxy.turn('works')
    expect(await published.readHead()).toEqual(head)
    expect((await published.readDirectory()).listings).toHaveLength(1)
  }, bound)

  it('does not keep anybody from closing, and a reading under way fails', async () => {
    await published.readHead()
    proxy.turn('silent')
    const [reading, opening] = [published.readDirectory(), published.readHead()]
    const results = Promise.allSettled([reading, opening])
    await published.close()
    expect(await results).toMatchObject([{ status: 'rejected', reason: { name: 'DatabaseFault' } }, { status: 'rejected' }])
  }, bound)

  it('because somebody holds a lock, ends the query by itself: no session stays behind', async () => {
    await published.readHead()
    await editor.query('BEGIN')
    await editor.query('LOCK TABLE directory_head IN ACCESS EXCLUSIVE MODE')
    await expect(published.readHead()).rejects.toBeInstanceOf(DatabaseFault)
    // The lock is still held, and nobody of ours waits for it.
    await vi.waitFor(async () => expect((await sessions()).filter(({ wait }) => wait === 'Lock')).toEqual([]), { timeout: 5000 })
    await editor.query('ROLLBACK')
    expect((await published.readHead()).version).toBe(1)
  }, bound * 2)
})

it('A server whose processes are frozen is given up within seconds.', async () => {
  const folder = await makeDataFolder()
  const server = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true })
  await migrate(server.url)
  const reader = openPublished(server.url)
  await reader.readHead()
  const client = await connectOnce(server.url)
  const { rows } = await client.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE application_name = 'directory-lookup'")
  await client.end()
  const postmaster = await folder.postmaster()
  const frozen = [...rows.map(({ pid }) => pid), postmaster].filter((pid) => pid !== null)
  for (const pid of frozen) process.kill(pid, 'SIGSTOP')
  try {
    await expect(reader.readHead()).rejects.toEqual(silent)
    // Now a connection must be made, and nobody accepts it.
    await expect(reader.readHead()).rejects.toEqual(unreachable)
    await reader.close()
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
  }
  await server.stop()
  await folder.remove()
}, 60_000)

describe('a database that goes away', () => {
  it('while nobody reads, is noticed at the next reading and no sooner', async () => {
    await published.readHead()
    proxy.turn('refuses')
    await expect(published.readHead()).rejects.toBeInstanceOf(DatabaseFault)
    proxy.turn('works')
    expect((await published.readHead()).version).toBe(1)
  })

  it('while somebody reads, fails that reading and nothing else', async () => {
    await published.readHead()
    await editor.query('BEGIN')
    await editor.query('LOCK TABLE listing IN ACCESS EXCLUSIVE MODE')
    const reading = Promise.allSettled([published.readDirectory()])
    await waiting()
    for (const { pid } of await sessions()) await editor.query('SELECT pg_terminate_backend($1)', [pid])
    expect(await reading).toMatchObject([{ status: 'rejected', reason: { name: 'DatabaseFault', message: expect.stringContaining('terminating connection') } }])
    await editor.query('ROLLBACK')
    expect((await published.readDirectory()).listings).toHaveLength(1)
  })

  it('is asked nothing before somebody reads', async () => {
    expect(proxy.connections()).toBe(0)
    await published.readHead()
    expect(proxy.connections()).toBe(1)
  })
})

it('A login that has become unfit is refused at the first reading over a new connection, before anything is read.', async () => {
  const login = `reader_${randomBytes(4).toString('hex')}`
  const views = 'published_directory, published_listing, published_guidance, published_label_set, published_change'
  await editor.query(`CREATE ROLE ${login} LOGIN PASSWORD 'reader'`)
  const url = Object.assign(new URL(proxy.url), { username: login, password: 'reader' }).href
  const own = openPublished(url, 'own_login')
  const reconnect = async () => {
    proxy.turn('refuses')
    await expect(own.readHead()).rejects.toBeInstanceOf(DatabaseFault)
    proxy.turn('works')
  }
  try {
    await editor.query(`GRANT SELECT ON ${views} TO ${login}`)
    const head = await own.readHead()
    await editor.query(`GRANT SELECT ON audit_event TO ${login}`)
    // Over the connection that was found fit, reading goes on.
    expect(await own.readHead()).toEqual(head)
    await reconnect()
    await expect(own.readHead()).rejects.toThrow('can also read audit_event')
    await expect(own.readDirectory()).rejects.toThrow('can also read audit_event')
    await expect(own.readChanges(head)).rejects.toThrow('can also read audit_event')
    await editor.query(`REVOKE SELECT ON audit_event FROM ${login}`)
    expect(await own.readHead()).toEqual(head)
    await editor.query(`REVOKE SELECT ON published_change FROM ${login}`)
    await reconnect()
    await expect(own.readHead()).rejects.toThrow(/permission denied for view published_change.*LOOKUP_DATABASE_URL name a login that can read the views .* and published_change/s)
  } finally {
    await own.close()
    await editor.query(`REVOKE ALL ON ${views}, audit_event FROM ${login}`)
    await editor.query(`DROP ROLE ${login}`)
  }
})
