import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { locks } from '../../src/db/locks.ts'
import { cloneSeededDatabase, type TestDatabase } from '../support/database.ts'
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'
import { writeListing } from '../support/write-listing.ts'

// Real processes on a busy machine: some wait for the five seconds that a server gives its database.
const patience = 60_000

const processes: TestProcess[] = []
afterEach(async () => {
  for (const { child, ended } of processes.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})

const start = (environment: Record<string, string>) => {
  const server = startProcess('src/server.ts', [], { PORT: '0', LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', ...environment })
  processes.push(server)
  return server
}
const addressOf = async (server: TestProcess) => (await server.waitFor(/http:\/\/127\.0\.0\.1:\d+/))[0]
const finland = '/v1/help?country=FI&ageBand=13-15&situation=blocked_someone'
const helpFrom = async (address: string) => (await fetch(`${address}${finland}`)).json()
const readiness = async (address: string) => (await (await fetch(`${address}/readyz`)).json()) as { source: string; database: string; directoryVersion: number }
const served = (address: string, slug: string) => async () => (await fetch(`${address}/v1/listings/${slug}`)).status === 200
const stop = async (server: TestProcess) => {
  server.interrupt()
  expect(await server.ended).toBe(0)
}

/** Asks for help one time after the other until told to stop, and then tells how often it asked and what went wrong. */
function keepAsking(address: string): () => Promise<{ asked: number; failures: string[] }> {
  const stopping = new AbortController()
  const result = { asked: 0, failures: [] as string[] }
  const ask = async () => {
    try {
      const { status } = await fetch(`${address}${finland}`)
      if (status !== 200) result.failures.push(String(status))
    } catch (error) {
      result.failures.push(String(error))
    }
  }
  const asking = (async () => {
    for (; !stopping.signal.aborted; result.asked += 1) await ask()
  })()
  return async () => {
    stopping.abort()
    await asking
    return result
  }
}

describe('with a database server of its own', () => {
  let database: TestDatabase
  let relay: Relay
  let written: string
  let dataDir: string
  /** What the server answered while the database was there. */
  let before: unknown
  const environment = () => ({ DATABASE_URL: relay.url, DATA_DIR: dataDir })

  beforeAll(async () => {
    database = await cloneSeededDatabase()
    relay = await startRelay(database.url)
    written = await mkdtemp(path.join(tmpdir(), 'outage-written-'))
    dataDir = written
    const server = start(environment())
    before = await helpFrom(await addressOf(server))
    await stop(server)
  })
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'outage-'))
    await cp(written, dataDir, { recursive: true })
  })
  afterEach(async () => {
    await relay.mend()
    await rm(dataDir, { recursive: true })
  })
  afterAll(async () => {
    await relay.cut()
    await database.drop()
    await rm(written, { recursive: true })
  })
  const publish = async () => {
    const client = await connectOnce(database.url)
    try {
      return (await writeListing(client)).slug
    } finally {
      await client.end()
    }
  }
  const snapshotFile = () => path.join(dataDir, 'snapshot/directory.snapshot')
  const versionInFile = async () => {
    const [head = ''] = (await readFile(snapshotFile(), 'latin1')).split('\n')
    return head.startsWith('{') ? (JSON.parse(head) as { version: number }).version : null
  }

  it('starts while the database is down, says so, answers the same, and takes up what was published meanwhile, without one failed request', async () => {
    await relay.cut()
    const server = start(environment())
    const address = await addressOf(server)
    expect(server.output()).toMatch(/^WARNING: the database cannot be used\. The server answers from its snapshot file \(directory version \d+ of .*\), and goes on trying\.\nThe database at .* cannot be used: connect ECONNREFUSED/m)
    expect(await readiness(address)).toMatchObject({ source: 'file', database: 'away' })
    expect(await helpFrom(address)).toEqual(before)

    const stopAsking = keepAsking(address)
    const slug = await publish()
    await relay.mend()
    await waitUntil('the server is back with its database', async () => (await readiness(address)).source === 'database')
    expect(await readiness(address)).toMatchObject({ database: 'answers' })
    await waitUntil('the new listing is served', served(address, slug))
    const { asked, failures } = await stopAsking()
    expect(failures).toEqual([])
    expect(asked).toBeGreaterThan(10)
    const { directoryVersion } = await readiness(address)
    await waitUntil('the file is written anew', async () => (await versionInFile()) === directoryVersion)
    await stop(server)
  }, patience)

  it('starts within seconds on a database that takes connections and never answers', async () => {
    await relay.silence()
    const server = start(environment())
    const address = await addressOf(server)
    expect(server.output()).toContain('The database does not answer.')
    expect(await readiness(address)).toMatchObject({ source: 'file', database: 'away' })
    await relay.mend()
    await waitUntil('the server is back with its database', async () => (await readiness(address)).source === 'database', 30_000)
    await stop(server)
  }, patience)

  it('answers while another node migrates for as long as that takes, and stops when it is told to', async () => {
    const other = await connectOnce(database.url)
    try {
      await other.query('SELECT pg_advisory_lock($1)', [locks.migrate])
      const server = start(environment())
      const address = await addressOf(server)
      expect(await readiness(address)).toMatchObject({ source: 'file' })
      await stop(server)

      const patient = start(environment())
      const stillServed = await addressOf(patient)
      await other.query('SELECT pg_advisory_unlock($1)', [locks.migrate])
      await waitUntil('the server is back with its database', async () => (await readiness(stillServed)).source === 'database')
      await stop(patient)
    } finally {
      await other.end()
    }
  }, patience)

  it('answers from the file when its login is refused, and never prints the password', async () => {
    const refused = new URL(relay.url)
    refused.username = 'nobody_of_this_name'
    refused.password = 'unspeakable'
    const server = start({ ...environment(), DATABASE_URL: refused.href })
    expect(await readiness(await addressOf(server))).toMatchObject({ source: 'file', database: 'away' })
    await stop(server)
    expect(server.output()).toContain('nobody_of_this_name')
    expect(server.output()).not.toContain('unspeakable')
  }, patience)

  it('goes on while the database is lost and comes back, whatever is published meanwhile', async () => {
    const server = start(environment())
    const address = await addressOf(server)
    expect(await readiness(address)).toMatchObject({ source: 'database', database: 'answers' })
    const stopAsking = keepAsking(address)
    for (const away of [relay.cut, relay.silence]) {
      await away()
      await waitUntil('the server has noticed', async () => (await readiness(address)).database === 'away')
      const slug = await publish()
      await relay.mend()
      await waitUntil('the new listing is served', served(address, slug))
      expect(await readiness(address)).toMatchObject({ source: 'database', database: 'answers' })
    }
    expect((await stopAsking()).failures).toEqual([])
    await stop(server)
  }, patience)

  it('does not start on a broken file while the database is down, and says what is wrong with both', async () => {
    await relay.cut()
    await writeFile(snapshotFile(), (await readFile(snapshotFile())).subarray(0, -100))
    const server = start({ ...environment(), LOG_LEVEL: 'silent' })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/^The database at .* cannot be used: connect ECONNREFUSED .*\nThe snapshot file .* is not used: it is broken .* Remove it with "rm '.*directory\.snapshot'": a node with a database writes a new one\.\n$/)
  }, patience)

  it('starts on a broken file when the database is there, and writes a good one', async () => {
    await writeFile(snapshotFile(), 'broken')
    const server = start(environment())
    const address = await addressOf(server)
    expect(await readiness(address)).toMatchObject({ source: 'database' })
    await waitUntil('the file is written anew', async () => (await versionInFile()) !== null)
    await stop(server)
    await relay.cut()
    const next = start(environment())
    expect(await readiness(await addressOf(next))).toMatchObject({ source: 'file' })
    await stop(next)
  }, patience)

  it('does not start without database and file, in one sentence', async () => {
    await relay.cut()
    await rm(snapshotFile())
    const server = start(environment())
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/^The database at .* cannot be used: connect ECONNREFUSED .*\n$/)
  }, patience)

  it('does not start with a wrong setting, whatever file there is', async () => {
    const server = start({ ...environment(), DATABASE_URL: 'mysql://nowhere' })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/^A setting is wrong:\n {2}DATABASE_URL must be/)
  }, patience)
})

describe('with the embedded database', () => {
  let folder: DataFolder
  beforeAll(async () => {
    folder = await makeDataFolder()
  })
  afterAll(() => folder.remove())

  // One story on one data folder: each step goes on where the one before ended.
  it('starts it again when it is killed, and answers every request meanwhile', async () => {
    const server = start({ DATA_DIR: folder.path, LOG_LEVEL: 'info' })
    const address = await addressOf(server)
    const stopAsking = keepAsking(address)
    for (const round of [1, 2]) {
      const pid = await folder.postmaster()
      process.kill(pid ?? 0, 'SIGKILL')
      await waitUntil(`another database runs (${round})`, async () => {
        const other = await folder.postmaster()
        return other !== null && other !== pid
      })
      await waitUntil('it is said', () => Promise.resolve([...server.output().matchAll(/the embedded database runs again/g)].length === round))
      await waitUntil('the server is back with its database', async () => (await readiness(address)).database === 'answers')
    }
    expect((await stopAsking()).failures).toEqual([])
    await stop(server)
    expect(await folder.postmaster()).toBeNull()
  }, patience)

  it('answers from the file while its data is damaged, and takes it up when it is mended', async () => {
    const control = path.join(folder.path, 'postgres/data/global/pg_control')
    await rename(control, `${control}.away`)
    const server = start({ DATA_DIR: folder.path })
    const address = await addressOf(server)
    expect(server.output()).toMatch(/The embedded database in .* did not start:\n.*pg_control/s)
    expect(await readiness(address)).toMatchObject({ source: 'file', database: 'away' })
    await rename(`${control}.away`, control)
    await waitUntil('the server is back with its database', async () => (await readiness(address)).source === 'database')

    const second = start({ DATA_DIR: folder.path })
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/^The data folder .* is in use by another running server\. Stop that one, or name another folder with DATA_DIR\.\n$/)
    await stop(server)
    expect(await folder.postmaster()).toBeNull()
  }, patience)
})
