import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { snapshotFolder } from '../../../src/app/snapshot-folder.ts'
import type { ManifestFile, ManifestHead } from '../../../src/interchange/export/manifest.ts'
import { writeSnapshotFile } from '../../../src/lookup/snapshot/write-snapshot-file.ts'
import { openPublished } from '../../../src/db/published.ts'
import { cloneDatabase, cloneSeededDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { startServer } from '../../support/server.ts'
import { startProcess } from '../../support/start-process.ts'
import { waitUntil } from '../../support/wait-until.ts'

let database: TestDatabase
let folder: string
let out: string
const away = 'postgresql://nobody@127.0.0.1:1/nothing'

beforeAll(async () => {
  database = await cloneSeededDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'export-command-'))
  out = path.join(folder, 'site')
})

afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const begin = (parameters: string[], environment: Record<string, string> = { DATABASE_URL: database.url }) =>
  startProcess('src/cli.ts', ['export', ...parameters], { DATA_DIR: path.join(folder, 'data'), ...environment })

async function run(parameters: string[], environment?: Record<string, string>): Promise<{ code: number | string | null; output: string }> {
  const program = begin(parameters, environment)
  return { code: await program.ended, output: program.output() }
}

type Manifest = ManifestHead & { files: ManifestFile[] }

async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(out, 'latest/manifest.json'), 'utf8')) as Manifest
}

/** As plain as a host of files can be: the file at a path, and nothing that is not below the folder. */
async function serveFiles(root: string): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    readFile(path.join(root, path.posix.normalize(request.url ?? ''))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

const bytesOf = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), etag: response.headers.get('etag') }
}

/** Milliseconds for a test that starts several processes, one after the other, on a machine that has other work. */
const severalStarts = 60_000

describe('an export of some countries', () => {
  it('served as plain files, is byte for byte what the public API answers at that instant', async () => {
    const { code, output } = await run(['--out', out, '--country', 'FI,KE,AQ'])
    expect([code, output]).toEqual([0, expect.stringMatching(/Exported 3 countries in \d+ languages: \d+ files, [\d.]+ MB, [\d.]+ seconds\.\n/)])
    const manifest = await readManifest()
    const at = new Date(manifest.exportedAt)
    const live = await startServer(database.url, { now: () => at, config: { rateLimitPerMinute: 0 } })
    const address = await live.app.listen({ port: 0, host: '127.0.0.1' })
    const site = await serveFiles(path.join(out, 'latest'))
    try {
      const everyKind = Map.groupBy(manifest.files, (file) => file.path.split('/')[1])
      expect([...everyKind.keys()]).toEqual(expect.arrayContaining(['bundles', 'countries', 'guidance', 'help', 'vocabulary']))
      // Every tenth of the answers for a person, and all of the others.
      const sample = [...everyKind].flatMap(([kind, files]) => (kind === 'help' ? files.filter((_, index) => index % 10 === 0) : files))
      for (const file of sample) {
        const [served, asked] = await Promise.all([bytesOf(`${site.address}/${file.path}`), bytesOf(`${address}${file.url}`)])
        expect([file.path, served.status, asked.status]).toEqual([file.path, 200, 200])
        expect([file.path, served.bytes.equals(asked.bytes)]).toEqual([file.path, true])
        expect(createHash('sha256').update(served.bytes).digest('hex')).toBe(file.sha256)
        const tag = Buffer.from(file.sha256, 'hex').toString('base64url').slice(0, 27)
        expect(asked.etag?.replace(/(?:-\w+)?"$/, '"')).toBe(`"${tag}"`)
      }
    } finally {
      site.server.close()
      await live.close()
    }
  })

  it('has no answer for a person in a language that nobody asked for', async () => {
    await run(['--out', out, '--country', 'FI', '--locale', 'sv,de'])
    expect(await readManifest()).toMatchObject({ countries: ['FI'], locales: ['de', 'sv'] })
  })
})

describe('an export that does not come to its end', () => {
  it('killed in the middle, leaves the one before; the next removes what it left', async () => {
    expect((await run(['--out', out, '--country', 'AQ'])).code).toBe(0)
    const before = await readManifest()
    const whole = begin(['--out', out, '--country', 'AU,BR,CA,DE,ES,FI,FR,GB,IN,KE,SE,US'])
    await whole.waitFor(/Writing \d+ files/)
    await someFilesAreWritten(out)
    whole.child.kill('SIGKILL')
    expect(await whole.ended).toBe('SIGKILL')
    expect((await readdir(out)).filter((name) => name.startsWith('.unfinished-'))).toHaveLength(1)
    expect(await readManifest()).toEqual(before)
    for (const file of before.files) {
      const bytes = await readFile(path.join(out, 'latest', file.path))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
    }
    expect((await run(['--out', out, '--country', 'AQ'])).code).toBe(0)
    expect((await readdir(out)).filter((name) => name.startsWith('.unfinished-'))).toEqual([])
  }, severalStarts)

  it('ends with 1 and all faults of its arguments', async () => {
    const { code, output } = await run(['--country', 'FIN', '--colour', 'blue'])
    expect(code).toBe(1)
    for (const fault of ['--out is missing', '"FIN" is not an ISO 3166-1', '--colour is not known']) expect(output).toContain(fault)
    expect(output).not.toContain('    at ')
  })

  it('ends with 1 where there are no answers in a language', async () => {
    const { code, output } = await run(['--out', out, '--locale', 'gsw,fi,vo'])
    expect([code, output]).toEqual([1, expect.stringMatching(/there are no answers in gsw, vo\. There are in ar, .*fi/)])
  })
})

describe('the database is away', () => {
  it('exports the snapshot file of the data folder, and says so', async () => {
    const published = openPublished(database.url)
    const data = snapshotFolder({ dataDir: path.join(folder, 'data') })
    await writeSnapshotFile(data, await published.readDirectory(), new Date('2026-11-20T12:34:56Z'), new AbortController().signal)
    await published.close()
    const { code, output } = await run(['--out', path.join(folder, 'from-file'), '--country', 'AQ'], { DATABASE_URL: away })
    expect([code, output]).toEqual([0, expect.stringMatching(/^The database is away or in use: exporting version 1 from .*, written 2026-11-20T12:34:56\.000Z\.$/m)])
  })

  it('without such a file, says what is missing and leaves the folder alone', async () => {
    const nowhere = path.join(folder, 'never')
    const { code, output } = await run(['--out', nowhere], { DATABASE_URL: away, DATA_DIR: path.join(folder, 'empty') })
    expect([code, output]).toEqual([1, expect.stringMatching(/the database is away or in use, and there is no snapshot file .*empty/)])
    expect(await readdir(folder)).not.toContain('never')
  })

  it('a database in which nothing is published yet is no reason to write an empty export', async () => {
    const empty = await cloneDatabase()
    const { code, output } = await run(['--out', path.join(folder, 'never')], { DATABASE_URL: empty.url })
    await empty.drop()
    expect([code, output]).toEqual([1, expect.stringContaining('nothing is published yet')])
  })
})

/** Waits until an unfinished export has some files; its process goes on meanwhile. */
async function someFilesAreWritten(root: string): Promise<void> {
  await waitUntil('an unfinished export has files', async () => {
    const unfinished = (await readdir(root)).find((name) => name.startsWith('.unfinished-'))
    const names = unfinished === undefined ? [] : await readdir(path.join(root, unfinished), { recursive: true })
    return names.filter((name) => name.endsWith('.json')).length > 20
  })
}
