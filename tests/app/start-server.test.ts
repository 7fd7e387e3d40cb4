import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { type RunningServer, startServer } from '../../src/app/start-server.ts'
import { cloneDatabase } from '../support/database.ts'
import { listingLine, makeFolder } from '../interchange/import/make-folder.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'start-server-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

let starts = 0

/** Starts on a database, a minute after the last start, with another seed than the release's, and gives what was printed. */
async function start(url: string, seedFolder: string, more: Record<string, string> = {}): Promise<{ server: RunningServer; printed: string }> {
  const printed: string[] = []
  starts += 1
  const now = new Date(Date.UTC(2026, 10, 23, 8, starts))
  const server = await startServer({
    config: readConfig({ DATABASE_URL: url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', ...more }),
    now: () => now,
    print: (text) => void printed.push(text),
    signal: new AbortController().signal,
    seedFolder,
  })
  return { server, printed: printed.join('\n') }
}

async function useDatabase(): Promise<string> {
  const database = await cloneDatabase()
  onTestFinished(database.drop)
  return database.url
}

const broken = () => makeFolder({ listings: [listingLine({ names: { fi: 'Oikaistu' } }), '{', listingLine({ slug: 'fi-other', kind: 7 })] })
const faults = (folder: string) => [`listings.jsonl:2: is not JSON`, `listings.jsonl:3 /kind: must be text`].map((fault) => path.relative(process.cwd(), path.join(folder, fault)))

test('a broken seed keeps a node from starting on an empty directory, and every fault is named', async () => {
  const [url, folder] = [await useDatabase(), await broken()]
  const attempt = start(url, folder)
  for (const fault of faults(folder)) await expect(attempt).rejects.toThrow(fault)
})

test('a seed that breaks later is reported whole, and the node starts with the directory that it has; mended, it is loaded', async () => {
  const [url, folder] = [await useDatabase(), await broken()]
  const first = await start(url, await makeFolder())
  await first.server.stop()

  const second = await start(url, folder)
  expect(second.printed).toMatch(/^WARNING: the seed is broken\. The server goes on with the directory that it already has/)
  expect(second.printed).toContain('correct it and import again')
  for (const fault of faults(folder)) expect(second.printed).toContain(fault)
  const listing = await fetch(`${second.server.address}/v1/listings/fi-example?locale=fi`)
  expect(await listing.json()).toMatchObject({ revision: 1, officialName: 'Esimerkki' })
  expect((await fetch(`${second.server.address}/readyz`)).status).toBe(200)
  await second.server.stop()

  await writeFile(path.join(folder, 'listings.jsonl'), JSON.stringify(listingLine({ names: { fi: 'Oikaistu' }, summaries: { fi: 'Apua.' } })))
  const third = await start(url, folder)
  expect(third.printed).toContain('1 read, 1 taken')
  expect(await (await fetch(`${third.server.address}/v1/listings/fi-example?locale=fi`)).json()).toMatchObject({ revision: 2 })
  await third.server.stop()
})

test('a seed that a newer one has followed is left alone, which the start says in one line', async () => {
  const url = await useDatabase()
  const [older, newer] = [await makeFolder(), await makeFolder({ listings: [listingLine({ names: { fi: 'Oikaistu' } })] })]
  for (const folder of [older, newer]) await (await start(url, folder)).server.stop()

  const again = await start(url, older)
  const lines = again.printed.split('\n').filter((line) => line.includes('seed'))
  expect(lines).toEqual([
    `The seed of this release was loaded before, and a newer one since, which stays. To go back all the same: npm run -s cli -- import ${path.relative(process.cwd(), older)}`,
  ])
  expect(await (await fetch(`${again.server.address}/v1/listings/fi-example?locale=fi`)).json()).toMatchObject({ revision: 2, officialName: 'Oikaistu' })
  await again.server.stop()
})

test('a start warns in its log that cookies travel unprotected over http, and says what to set', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  onTestFinished(() => written.mockRestore())
  const { server } = await start(await useDatabase(), await makeFolder(), { PUBLIC_URL: 'http://directory.example.org', LOG_LEVEL: 'warn' })
  await server.stop()
  const warned = written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('travel unprotected'))
  expect(warned).toHaveLength(1)
})
