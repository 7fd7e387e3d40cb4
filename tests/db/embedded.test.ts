import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts'
import { startProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'

/** With a database that was stopped. */
let used: DataFolder
/** Each test gets a copy of it. */
let folder: DataFolder
const running: EmbeddedPostgres[] = []
beforeAll(async () => {
  used = await makeDataFolder()
  await (await startEmbeddedPostgres({ dataDir: used.path, disposable: true })).stop()
})
beforeEach(async () => {
  folder = await makeDataFolder(used)
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
  await folder.remove()
})
afterAll(() => used.remove())

const start = async (dataDir = folder.path, disposable = true) => {
  const server = await startEmbeddedPostgres({ dataDir, disposable })
  running.push(server)
  return server
}
const query = async (url: string, statement: string) => {
  const client = await connectOnce(url)
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
const isRoot = process.getuid?.() === 0

describe('an embedded database', () => {
  it('answers on the loopback address only, in UTF-8, to a login that is no superuser', async () => {
    const { url } = await start()
    const [row] = await query(
      url,
      `SELECT current_setting('listen_addresses') AS listens,
              current_setting('server_encoding') AS encoding, current_setting('is_superuser') AS superuser, current_database() AS database,
              (SELECT datcollate FROM pg_database WHERE datname = current_database()) AS collation, 'ä' < 'z' AS unlike_code_points`,
    )
    expect(row).toMatchObject({ listens: '127.0.0.1', encoding: 'UTF8', superuser: 'off', database: 'directory', unlike_code_points: false })
    expect(new URL(url).hostname).toBe('127.0.0.1')
  })

  it('keeps its password to itself', async () => {
    const { url } = await start()
    const { mode } = await stat(path.join(folder.path, 'postgres/password'))
    expect(mode & 0o777).toBe(0o600)
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await expect(connectOnce(wrong.href)).rejects.toThrow('password authentication failed')
  })

  it('has its data again after a stop, and leaves no process behind', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS value')
    await first.stop()
    expect(await folder.postmaster()).toBe(null)
    const second = await start()
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }])
  })

  it('has its data again after the process that used it was killed, while the database lived on', async () => {
    const holder = startProcess('tests/support/hold-embedded-postgres.ts', [folder.path], {})
    const [url] = await holder.waitFor(/postgresql:.*/)
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS value')
    holder.child.kill('SIGKILL')
    await holder.ended
    expect(await folder.postmaster()).not.toBe(null)

    const next = await start()
    expect(await query(next.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }])
    await next.stop()
    expect(await folder.postmaster()).toBe(null)
  })

  it('has its data again after the database itself was killed', async () => {
    const first = await start(folder.path, false)
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS value')
    process.kill((await folder.postmaster()) ?? 0, 'SIGKILL')
    const second = await start()
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }])
  })

  it('starts although its pid file names another program that got the number since', async () => {
    await writeFile(path.join(folder.path, 'postgres/data/postmaster.pid'), `${process.pid}\n/somewhere\n1\n5432\n\n127.0.0.1\n1 1\nready\n`)
    const { url } = await start()
    expect(await query(url, 'SELECT 1 AS value')).toEqual([{ value: 1 }])
  })

  it('leaves nothing of a start that was killed while it made the database', async () => {
    await mkdir(path.join(folder.path, 'postgres.new-killed/data'), { recursive: true })
    await start()
    expect(await readdir(folder.path)).toEqual(['postgres'])
  })

  it('is made once when two processes start at the same moment; one of them is told', async () => {
    await folder.remove()
    folder = await makeDataFolder()
    const results = await Promise.allSettled([start(), start()])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
    expect(refused).toContain('is in use by another running server')
    expect((await readdir(folder.path)).filter((name) => name !== 'postgres')).toEqual([])
    expect(await query(running[0]?.url ?? '', 'SELECT 1 AS value')).toEqual([{ value: 1 }])
  })

  it('can be shared: whoever shares it uses the server that runs, and leaves it running', async () => {
    const { url } = await start()
    const shared = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true, share: true })
    expect(shared.url).toBe(url)
    await shared.stop()
    expect(await query(url, 'SELECT 1 AS value')).toEqual([{ value: 1 }])
  })

  it('is owned, and stopped, by whoever would have shared it and finds none running', async () => {
    const shared = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true, share: true })
    expect(await query(shared.url, 'SELECT 1 AS value')).toEqual([{ value: 1 }])
    await shared.stop()
    expect(await folder.postmaster()).toBe(null)
  })

  it('does not give its password away in the fault of who may not use it', async () => {
    const { url } = await start()
    const fault: unknown = await start().catch((error: unknown) => error)
    const { password } = new URL(url)
    expect(password).not.toBe('')
    expect(inspect(fault, { depth: null, showHidden: true })).not.toContain(password)
  })

  it.runIf(isRoot)('runs in a folder of its own when root keeps the data in a private home', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'private-home-'))
    await chmod(home, 0o700)
    const dataDir = path.join(home, '.data')
    const target = async () => path.dirname(await readlink(path.join(dataDir, 'postgres')))
    try {
      const first = await start(dataDir)
      await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS value')
      expect((await lstat(path.join(dataDir, 'postgres'))).isSymbolicLink()).toBe(true)
      await first.stop()
      const second = await start(dataDir)
      expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }])
      await second.stop()
    } finally {
      await rm(await target(), { recursive: true })
      await rm(home, { recursive: true })
    }
  })
})

describe('an embedded database that is kept running', () => {
  const keep = async () => {
    const log: string[] = []
    const keepRunning = { info: (_: object, message: string) => void log.push(message), warn: (_: object, message: string) => void log.push(message) }
    const server = await startEmbeddedPostgres({ dataDir: folder.path, disposable: true, keepRunning })
    running.push(server)
    return { server, log }
  }
  const kill = async () => {
    const pid = await folder.postmaster()
    process.kill(pid ?? 0, 'SIGKILL')
    return pid
  }

  it('is started again at the same address whenever it is killed, and says so', async () => {
    const { server, log } = await keep()
    for (const round of [1, 2]) {
      await kill()
      await waitUntil('it runs again', () => Promise.resolve(log.length === 2 * round))
      expect(await query(server.url, 'SELECT 1 AS value')).toEqual([{ value: 1 }])
    }
    expect(log.slice(0, 2)).toEqual([expect.stringMatching(/^the embedded database is lost; it is started again/), 'the embedded database runs again'])
  })

  it('takes its lock again, so that no other process takes the folder', async () => {
    const { log } = await keep()
    await kill()
    await waitUntil('it runs again', () => Promise.resolve(log.length === 2))
    await expect(start()).rejects.toThrow('is in use by another running server')
  })

  it('tells once why it cannot be started, and starts it as soon as that is mended', async () => {
    const control = path.join(folder.path, 'postgres/data/global/pg_control')
    const { server, log } = await keep()
    await rename(control, `${control}.away`)
    await kill()
    await waitUntil('it failed', () => Promise.resolve(log.length === 2))
    expect(log[1]).toBe('the embedded database could not be started again; it is tried on')
    await rename(`${control}.away`, control)
    await waitUntil('it runs again', () => Promise.resolve(log.at(-1) === 'the embedded database runs again'))
    expect(await query(server.url, 'SELECT 1 AS value')).toEqual([{ value: 1 }])
  })

  it('stays stopped when it is stopped, also while it is being started again', async () => {
    const first = await keep()
    await first.server.stop()
    expect([await folder.postmaster(), first.log]).toEqual([null, []])

    const second = await keep()
    const pid = await kill()
    await waitUntil('it is being started', () => Promise.resolve(second.log.length > 0))
    await second.server.stop()
    expect(pid).not.toBe(null)
    expect(await folder.postmaster()).toBe(null)
  })

  it('is left as it is when only the connection that watches it is lost', async () => {
    const { server, log } = await keep()
    const pid = await folder.postmaster()
    const admin = new URL(server.url)
    admin.username = 'postgres'
    admin.pathname = '/postgres'
    await query(admin.href, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = \'client backend\'')
    await waitUntil('it is watched again', () => Promise.resolve(log.length === 2))
    expect(await folder.postmaster()).toBe(pid)
    await expect(start()).rejects.toThrow('is in use by another running server')
  })
})

describe('one clear sentence', () => {
  it('when the folder is in use, and the server that uses it goes on', async () => {
    const { url } = await start()
    await expect(start()).rejects.toThrow(`The data folder ${folder.path} is in use by another running server. Stop that one, or name another folder with DATA_DIR.`)
    expect(await query(url, 'SELECT 1 AS value')).toEqual([{ value: 1 }])
  })

  it('when the folder cannot be made', async () => {
    const file = path.join(folder.path, 'a-file')
    await writeFile(file, '')
    await expect(start(path.join(file, 'data'))).rejects.toThrow(
      new RegExp(`^The data folder ${file}/data cannot be used \\(${file} is not a folder\\)\\. Give this user the right to write there, or name another folder with DATA_DIR`),
    )
  })

  it.runIf(process.platform === 'linux')('when the system takes no folders there', async () => {
    await expect(start('/proc/x')).rejects.toThrow(/^The data folder \/proc\/x cannot be used \(no folder can be made in \/proc: .*\)\. Give this user/)
  })

  it('when a link to nowhere stands in the place of the folder', async () => {
    const link = path.join(folder.path, 'link')
    await symlink('/nowhere/at/all', link)
    await expect(start(link)).rejects.toThrow(/cannot be used \(no folder can be made in .*: EEXIST/)
  })

  it('when the data was made by another PostgreSQL', async () => {
    await writeFile(path.join(folder.path, 'postgres/data/PG_VERSION'), '14\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 14; this release brings PostgreSQL 18\./)
  })

  it('with what the database said, when it does not start', async () => {
    const configuration = path.join(folder.path, 'postgres/data/postgresql.conf')
    await writeFile(configuration, `${await readFile(configuration, 'utf8')}\nshared_buffers = nonsense\n`)
    await expect(start()).rejects.toThrow(/did not start:\n.*invalid value for parameter "shared_buffers": "nonsense"/s)
  })
})
