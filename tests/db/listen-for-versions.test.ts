import { Socket } from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { listenForVersions } from '../../src/db/published/listen-for-versions.ts'
import { cloneDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { startDatabaseProxy } from '../support/database-proxy.ts'
import type { DatabaseProxy } from '../support/database-proxy.ts'
import { steps } from '../support/directory-steps.ts'
import { writeListing } from '../support/write-listing.ts'

let database: TestDatabase
let editor: pg.Client
let proxy: DatabaseProxy
let published: Published
let wakes = 0
const wake = () => {
  wakes += 1
}
const woken = (times: number) => vi.waitFor(() => expect(wakes).toBe(times), { timeout: 10_000, interval: 5 })
const wokenAgain = async () => {
  const before = wakes
  await vi.waitFor(() => expect(wakes).toBeGreaterThan(before), { timeout: 10_000, interval: 5 })
}

beforeAll(async () => {
  database = await cloneDatabase()
  editor = await connectOnce(database.url)
})
beforeEach(async () => {
  wakes = 0
  proxy = await startDatabaseProxy(database.url)
  published = openPublished(proxy.url)
})
afterEach(async () => {
  await published.close()
  await proxy.close()
})
afterAll(async () => {
  await editor.end()
  await database.drop()
})

/** The sessions that listen; the database sees the end of one a moment later. */
const listeners = async () =>
  (await editor.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'directory-lookup'")).rows

describe('whoever listens', () => {
  it('is woken as soon as it listens, then once by each commit, and by no rollback', async () => {
    published.listen(wake)
    await woken(1)
    await writeListing(editor)
    await woken(2)
    await editor.query('BEGIN')
    await steps.publishListing(editor, { pick: 1, other: 1 })
    await editor.query('ROLLBACK')
    // Messages come in the order of commits: had the rollback sent one, it would have come first.
    await writeListing(editor)
    await vi.waitFor(() => expect(wakes).toBeGreaterThan(2))
    await writeListing(editor)
    await vi.waitFor(() => expect(wakes).toBeGreaterThan(3))
    expect(wakes).toBe(4)
  })

  it('is not woken by what is not public', async () => {
    published.listen(wake)
    await woken(1)
    await writeListing(editor, {}, 'draft')
    await writeListing(editor)
    await woken(2)
  })

  it('is a role that may do nothing else', async () => {
    published.listen(wake)
    await woken(1)
    const { rows } = await editor.query('SELECT rolname FROM pg_roles WHERE pg_has_role(rolname, $1, $2)', ['directory_lookup', 'member'])
    expect(rows.length).toBeGreaterThan(0)
    const lookup = new pg.Client({ connectionString: database.url, options: '-c role=directory_lookup -c default_transaction_read_only=on' })
    await lookup.connect()
    await lookup.query('LISTEN directory_version')
    await lookup.end()
  })

  it('listens again after its session was ended, and is woken then: something may have been missed', async () => {
    published.listen(wake)
    await woken(1)
    for (const { pid } of await listeners()) await editor.query('SELECT pg_terminate_backend($1)', [pid])
    await woken(2)
    await writeListing(editor)
    await woken(3)
  })

  it('waits longer and longer for a database that refuses it, and comes back by itself', async () => {
    proxy.turn('refuses')
    published.listen(wake)
    await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(3), { timeout: 10_000 })
    expect(wakes).toBe(0)
    proxy.turn('works')
    await wokenAgain()
    await writeListing(editor)
    await wokenAgain()
  })

  it('is not woken any more, and leaves no session, once it is closed', async () => {
    const listening = published.listen(wake)
    await woken(1)
    await listening.close()
    await listening.close()
    await vi.waitFor(async () => expect(await listeners()).toEqual([]))
    await writeListing(editor)
    expect(wakes).toBe(1)
  })

  it.each(['works', 'silent', 'refuses'] as const)('can be closed while it connects to a database that %s', async (state) => {
    proxy.turn(state)
    const listening = published.listen(wake)
    if (state !== 'works') await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(0))
    await listening.close()
    expect(wakes).toBe(0)
    // Less than an attempt to connect may take.
  }, 2_500)

  it('is closed with everything else, also while the database is silent', async () => {
    published.listen(wake)
    await woken(1)
    proxy.turn('silent')
    await published.close()
    await published.close()
  })

  it('finds out that a connection is dead which nobody has closed', async () => {
    const connect = () => {
      const socket = new Socket()
      return { client: new pg.Client({ connectionString: proxy.url, stream: () => socket, connectionTimeoutMillis: 300 }), destroy: () => socket.destroy() }
    }
    const listening = listenForVersions(connect, wake, { every: 50, patience: 300 })
    await woken(1)
    const connections = proxy.connections()
    proxy.turn('silent')
    await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(connections), { timeout: 10_000 })
    proxy.turn('works')
    await wokenAgain()
    await writeListing(editor)
    await wokenAgain()
    await listening.close()
  })
})

it('Whoever listens is woken after a restart of the database.', async () => {
  const folder = await makeDataFolder()
  const first = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true })
  await migrate(first.url)
  proxy.leadTo(first.url)
  const url = new URL(first.url)
  url.port = new URL(proxy.url).port
  const reader = openPublished(url.href)
  reader.listen(wake)
  await woken(1)
  expect(await reader.readHead()).toMatchObject({ version: 0 })
  await first.stop()
  await expect(reader.readHead()).rejects.toThrow('cannot be read')
  const second = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true })
  proxy.leadTo(second.url)
  await wokenAgain()
  const client = await connectOnce(second.url)
  await writeListing(client)
  await client.end()
  await wokenAgain()
  expect(await reader.readHead()).toMatchObject({ version: 1 })
  await reader.close()
  await second.stop()
  await folder.remove()
}, 60_000)
