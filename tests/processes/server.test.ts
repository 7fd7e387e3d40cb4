import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { cloneSeededDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts'
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'

const processes: TestProcess[] = []
afterEach(async () => {
  for (const { child, ended } of processes.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})

/** For servers whose database is elsewhere: none finds the snapshot file of another. */
let scratch: string
let scratchFolders = 0
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'servers-'))
})
afterAll(() => rm(scratch, { recursive: true }))

const start = (environment: Record<string, string>) => {
  scratchFolders += 1
  const DATA_DIR = path.join(scratch, String(scratchFolders))
  const server = startProcess('src/server.ts', [], { PORT: '0', LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', DATA_DIR, ...environment })
  processes.push(server)
  return server
}
/** The address that a server prints once it answers. */
const addressOf = async (server: TestProcess) => (await server.waitFor(/http:\/\/127\.0\.0\.1:\d+/))[0]
const answer = async (address: string, route: string) => {
  const response = await fetch(`${address}${route}`)
  return { status: response.status, body: await response.json() }
}
const finland = '/v1/help?country=FI&ageBand=13-15&situation=blocked_someone'

/** The end of a server that could not start: one sentence, no stack trace. */
const expectSentence = async (server: TestProcess, sentence: RegExp) => {
  expect(await server.ended).toBe(1)
  expect(server.output()).toMatch(sentence)
  expect(server.output()).not.toMatch(/\n\s+at |node:internal|Error:/)
}

describe('on a machine with nothing but this repository', () => {
  let folder: DataFolder
  beforeAll(async () => {
    folder = await makeDataFolder()
  })
  afterAll(() => folder.remove())

  // One story on one data folder: each step goes on where the one before ended.
  it('the first start makes the database, loads the seed, names every row it refused, and answers', async () => {
    const server = start({ DATA_DIR: folder.path })
    const address = await addressOf(server)
    const counts = [...server.output().matchAll(/^seed\/\S+: \d+ read, \d+ taken, .* (\d+) refused$/gm)]
    expect(counts).toHaveLength(4)
    // A row may be refused for several reasons.
    const refused = [...server.output().matchAll(/^ {2}refused: (seed\/\S+:\d+)(?: \/\S+)?: .+$/gm)]
    expect(new Set(refused.map(([, place]) => place)).size).toBe(counts.reduce((sum, [, count]) => sum + Number(count), 0))
    // The address stays in sight: what is only a part of a row is a command away.
    expect(server.output()).toMatch(/^At \d+ places a row was taken in part, in another form or with a warning; `npm run -s cli -- import seed --check` lists everything\.$/m)
    expect(server.output().split('http://')[0]).not.toContain('left out: ')
    expect(await answer(address, '/livez')).toMatchObject({ status: 200 })
    const { status, body } = await answer(address, finland)
    expect(status).toBe(200)
    expect(JSON.stringify(body)).toContain('tel:112')

    server.interrupt()
    expect(await server.ended).toBe(0)
    expect(await folder.postmaster()).toBe(null)
    await expect(fetch(address)).rejects.toThrow('fetch failed')
  })

  it('the next start has everything, loads nothing again, and answers the same', async () => {
    const server = start({ DATA_DIR: folder.path })
    const address = await addressOf(server)
    expect(server.output()).not.toContain('read,')
    expect(await answer(address, '/readyz')).toMatchObject({ status: 200, body: { directoryVersion: 1 } })

    const second = start({ DATA_DIR: folder.path })
    await expectSentence(second, /^The data folder .* is in use by another running server\. Stop that one, or name another folder with DATA_DIR\.\n$/)
    expect(await answer(address, '/readyz')).toMatchObject({ status: 200 })

    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(await folder.postmaster()).toBe(null)
  })

  it('a kill -9 loses nothing, and the start after it stops cleanly', async () => {
    const killed = start({ DATA_DIR: folder.path })
    const before = await answer(await addressOf(killed), finland)
    killed.child.kill('SIGKILL')
    expect(await killed.ended).toBe('SIGKILL')

    const server = start({ DATA_DIR: folder.path })
    const address = await addressOf(server)
    expect(await answer(address, finland)).toEqual(before)
    expect(await answer(address, '/readyz')).toMatchObject({ status: 200, body: { directoryVersion: 1 } })
    server.interrupt()
    expect(await server.ended).toBe(0)
    expect(await folder.postmaster()).toBe(null)
  })

  it('a signal in the middle of starting stops what was started', async () => {
    const server = start({ DATA_DIR: folder.path })
    while ((await folder.postmaster()) === null) await new Promise((resolve) => setImmediate(resolve))
    server.interrupt()
    expect(await server.ended).toBe(0)
    expect(server.output()).toBe('')
    expect(await folder.postmaster()).toBe(null)
  })
})

describe('on a server of its own', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await cloneSeededDatabase()
  })
  afterAll(() => database.drop())

  it('starts no embedded database, and keeps the directory in a file', async () => {
    const DATA_DIR = path.join(scratch, 'of-a-server-of-its-own')
    const server = start({ DATABASE_URL: database.url, DATA_DIR })
    expect(await answer(await addressOf(server), finland)).toMatchObject({ status: 200 })
    server.interrupt()
    expect(await server.ended).toBe(0)
    expect(await readdir(DATA_DIR, { recursive: true })).toEqual(['snapshot', 'snapshot/directory.snapshot'])
  })

  it('answers a request that had begun to arrive before it stops', async () => {
    const server = start({ DATABASE_URL: database.url })
    const { hostname, port } = new URL(await addressOf(server))
    const body = JSON.stringify({ country: 'FI', situation: 'need_help' })
    const socket = connect(Number(port), hostname).setEncoding('utf8')
    let received = ''
    socket.on('data', (text) => (received += text))
    socket.write(`GET /livez HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`)
    socket.write(`POST /v1/help HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`)
    while (!received.includes('alive')) await once(socket, 'data')

    server.child.kill('SIGTERM')
    while (await accepts(Number(port), hostname)) continue
    socket.write(body.slice(5))
    await once(socket, 'close')
    expect(received).toMatch(/HTTP\/1\.1 200 OK[^]*HTTP\/1\.1 200 OK[^]*"country":"FI"/)
    expect(await server.ended).toBe(0)
  })

  it('two nodes that start at once on an empty database both answer, and it is loaded once', async () => {
    const empty = await createEmptyDatabase()
    try {
      const nodes = [start({ DATABASE_URL: empty.url }), start({ DATABASE_URL: empty.url })]
      const addresses = await Promise.all(nodes.map(addressOf))
      const [one, other] = await Promise.all(addresses.map((address) => answer(address, finland)))
      expect(one).toMatchObject({ status: 200 })
      expect(other).toEqual(one)
      expect(nodes.filter((node) => node.output().includes('listings.jsonl:'))).toHaveLength(1)
      for (const node of nodes) node.interrupt()
      expect(await Promise.all(nodes.map((node) => node.ended))).toEqual([0, 0])
    } finally {
      await empty.drop()
    }
  })

  it('reads what is public with the login of LOOKUP_DATABASE_URL, which must not be able to read more', async () => {
    const client = await connectOnce(database.url)
    const login = `reader_${randomBytes(4).toString('hex')}`
    const url = new URL(database.url)
    url.username = login
    url.password = 'reader'
    const environment = { DATABASE_URL: database.url, LOOKUP_DATABASE_URL: url.href }
    const views = 'published_directory, published_listing, published_guidance, published_label_set, published_change'
    try {
      await client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'reader'`)
      await client.query(`GRANT SELECT ON ${views} TO ${login}`)
      const server = start(environment)
      expect(await answer(await addressOf(server), finland)).toMatchObject({ status: 200 })
      server.interrupt()
      expect(await server.ended).toBe(0)

      await client.query(`GRANT SELECT ON listing_revision TO ${login}`)
      await expectSentence(start(environment), /^The login that reads the published directory can also read listing_revision\. .*LOOKUP_DATABASE_URL\.\n$/)
    } finally {
      await client.query(`REVOKE ALL ON ${views}, listing_revision FROM ${login}`)
      await client.query(`DROP ROLE ${login}`)
      await client.end()
    }
  })

  it('whose login may not switch to the role for reading, is refused before anything is written', async () => {
    const empty = await createEmptyDatabase()
    const client = await connectOnce(empty.url)
    const login = `tenant_${randomBytes(4).toString('hex')}`
    const [url, name] = [new URL(empty.url), new URL(empty.url).pathname.slice(1)]
    url.username = login
    url.password = 'tenant'
    try {
      await client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'tenant'`)
      await client.query(`GRANT ${login} TO CURRENT_USER`)
      await client.query(`ALTER DATABASE ${name} OWNER TO ${login}`)
      await expectSentence(start({ DATABASE_URL: url.href }), /^The login of DATABASE_URL cannot .*GRANT directory_lookup TO tenant_.*LOOKUP_DATABASE_URL\. Nothing was changed\.\n$/)
      expect((await client.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace")).rowCount).toBe(0)
    } finally {
      await client.query(`ALTER DATABASE ${name} OWNER TO CURRENT_USER`)
      await client.query(`DROP ROLE ${login}`)
      await client.end()
      await empty.drop()
    }
  })

  it('that is of a newer release, is refused and left as it is', async () => {
    const client = await connectOnce(database.url)
    try {
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES ('future', 'x', '29990101000000_future', now(), now(), 1)`,
      )
      await expectSentence(start({ DATABASE_URL: database.url }), /^The database is newer than this release: .*29990101000000_future.*\n$/)
    } finally {
      await client.query("DELETE FROM _prisma_migrations WHERE id = 'future'")
      await client.end()
    }
  })

  it('that cannot be reached, is named without its password', async () => {
    await expectSentence(
      start({ DATABASE_URL: 'postgresql://somebody:secret@127.0.0.1:1/directory' }),
      /^The database at 127\.0\.0\.1:1\/directory cannot be used: connect ECONNREFUSED 127\.0\.0\.1:1\. Check that it runs and that DATABASE_URL is right, or unset DATABASE_URL to use the embedded one\.\n$/,
    )
  })
})

describe('what cannot be, is said in one sentence before anything is begun', () => {
  let folder: DataFolder
  let taken: Server
  beforeAll(async () => {
    folder = await makeDataFolder()
    taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
  })
  afterAll(async () => {
    taken.close()
    await folder.remove()
  })

  it('a port in use', async () => {
    const address = taken.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const unused = path.join(folder.path, 'unused')
    const server = start({ PORT: String(port), DATA_DIR: unused })
    await expectSentence(server, new RegExp(`^Port ${port} is in use by another program\\. Stop that one, or choose another port, such as PORT=\\d+ npm start\\n$`))
    await expect(access(unused)).rejects.toThrow('ENOENT')
  })

  it('an address of another machine', async () => {
    await expectSentence(start({ HOST: '192.0.2.1', DATA_DIR: folder.path }), /^HOST=192\.0\.2\.1 is not an address of this machine\./)
  })

  it('a data folder below a file', async () => {
    const file = path.join(folder.path, 'a-file')
    await writeFile(file, '')
    await expectSentence(start({ DATA_DIR: path.join(file, 'data') }), new RegExp(`^The data folder ${file}/data cannot be used \\(${file} is not a folder\\)\\..*DATA_DIR.*DATABASE_URL\\.\\n$`))
  })

  it.runIf(process.platform === 'linux')('a data folder where the system takes no folders', async () => {
    await expectSentence(start({ DATA_DIR: '/proc/x/data' }), /^The data folder \/proc\/x\/data cannot be used \(no folder can be made in \/proc: .*DATA_DIR.*DATABASE_URL\.\n$/)
  })

  it('wrong settings, all of them', async () => {
    await expectSentence(start({ PORT: 'http', LOG_LEVEL: 'loud', DATA_DIR: folder.path }), /^2 settings are wrong:\n {2}PORT .*\n {2}LOG_LEVEL .*\n$/)
  })
})

async function accepts(port: number, host: string): Promise<boolean> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
