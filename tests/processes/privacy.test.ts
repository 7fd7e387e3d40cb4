import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneSeededDatabase, type TestDatabase } from '../support/database.ts'
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts'
import { tracesInDatabase, tracesInFiles, tracesInText } from '../support/find-traces.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { sendTellTales, tellTales } from '../support/tell-tales.ts'
import { waitUntil } from '../support/wait-until.ts'

// Real processes on a busy machine, and hundreds of requests.
const patience = 180_000

const addressOf = async (server: TestProcess) => (await server.waitFor(/Help for a child in Finland: +(http:\/\/127\.0\.0\.1:\d+)/))[1] ?? ''
const textOf = async (address: string, route: string) => (await fetch(`${address}${route}`)).text()

/** As talkative as it can be, with everything on that looks at addresses. */
const talkative = { PORT: '0', LOG_LEVEL: 'trace', TRUSTED_PROXIES: 'loopback', RATE_LIMIT_PER_MINUTE: '90', GEO_COUNTRY_HEADER: 'X-Country', DRAIN_SECONDS: '0' }

describe('a node with a database of its own, in good times and while the database is away', () => {
  let database: TestDatabase
  let folder: DataFolder
  let relay: Relay
  let server: TestProcess
  let address: string
  const operators: string[] = []
  const statuses = new Map<number, number>()

  beforeAll(async () => {
    database = await cloneSeededDatabase()
    folder = await makeDataFolder()
    relay = await startRelay(database.url)
    server = startProcess('src/server.ts', [], { ...talkative, DATABASE_URL: relay.url, DATA_DIR: folder.path })
    address = await addressOf(server)
    const send = async () => {
      for (const [status, count] of await sendTellTales(address)) statuses.set(status, (statuses.get(status) ?? 0) + count)
      for (const route of ['/metrics', '/readyz']) operators.push(await textOf(address, route))
    }
    await send()
    await relay.cut()
    await waitUntil('the node notices', async () => (await textOf(address, '/readyz')).includes('"away"'), patience)
    await send()
    await relay.mend()
    await waitUntil('the node notices', async () => (await textOf(address, '/readyz')).includes('"answers"'), patience)
    await waitUntil('the snapshot is on disk', async () => (await tracesInFiles(folder.path, ['fi-nollalinja'])).found.length > 0, patience)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  }, patience)
  afterAll(async () => {
    server.child.kill('SIGKILL')
    await server.ended
    await relay.cut()
    await folder.remove()
    await database.drop()
  })

  it('was asked in every way: answered, refused, limited', () => {
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 204, 400, 404, 405, 413, 414, 415, 429]))
    for (const event of ['"msg":"request"', 'beyond the limit', 'cannot be read', 'answers again', 'directory loaded']) expect(server.output()).toContain(event)
  })

  it('says nothing of it in its log', () => {
    expect(tracesInText(server.output(), tellTales)).toEqual([])
    expect(tracesInText(server.output(), ['directory loaded'])).toEqual(['directory loaded'])
  })

  it('tells nothing of it to operators', () => {
    expect(operators).toHaveLength(4)
    expect(tracesInText(operators.join(''), tellTales)).toEqual([])
    expect(tracesInText(operators.join(''), ['http_requests_total', '"away"'])).toEqual(['http_requests_total', '"away"'])
  })

  it('keeps nothing of it in its files', async () => {
    expect(await tracesInFiles(folder.path, tellTales)).toEqual({ files: 1, found: [] })
    // The same search finds what is there: plain, and in what is compressed.
    await writeFile(path.join(folder.path, 'planted'), Buffer.from('\0\0...ZZAgentZZ...\0'))
    const { found } = await tracesInFiles(folder.path, [...tellTales, 'fi-nollalinja'])
    expect(found.sort()).toEqual(['planted: zzagentzz', 'snapshot/directory.snapshot: fi-nollalinja'])
  }, patience)

  it('keeps nothing of it in the database, nor does the server remember a statement with it', async () => {
    const { tables, found } = await tracesInDatabase(database.url, tellTales)
    expect(found).toEqual([])
    expect(tables).toBeGreaterThan(15)
  }, patience)

  it('would be found out if it did, in any column of any schema', async () => {
    const client = await connectOnce(database.url)
    await client.query('CREATE SCHEMA planted')
    await client.query('CREATE TABLE planted.entry (facts jsonb, bytes bytea)')
    await client.query(`INSERT INTO planted.entry VALUES ('{"a": [{"b": "Mozilla ZZAgentZZ"}]}', 'zzqueryzz')`)
    const hex = Buffer.from('zzqueryzz').toString('hex')
    // The connection that planted it is still there, with its last statement.
    expect((await tracesInDatabase(database.url, tellTales)).found.sort()).toEqual([
      'pg_stat_activity: zzagentzz',
      'pg_stat_activity: zzqueryzz',
      `planted.entry: ${hex}`,
      'planted.entry: zzagentzz',
    ])
    await client.query('DROP SCHEMA planted CASCADE')
    await client.end()
  }, patience)
})

describe('a node with the embedded database', () => {
  it('keeps nothing of it in any file below its data folder, those of the database among them', async () => {
    const folder = await makeDataFolder()
    const server = startProcess('src/server.ts', [], { ...talkative, DATA_DIR: folder.path })
    const address = await addressOf(server)
    await sendTellTales(address)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    const { files, found } = await tracesInFiles(folder.path, tellTales)
    expect(found).toEqual([])
    expect(files).toBeGreaterThan(500)
    expect(tracesInText(server.output(), tellTales)).toEqual([])
    // The same search finds what the database does keep.
    expect((await tracesInFiles(folder.path, ['fi-nollalinja'])).found.some((place) => place.startsWith('postgres/data/'))).toBe(true)
    await folder.remove()
  }, patience)
})
