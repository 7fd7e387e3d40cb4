import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'

let folder: DataFolder
let server: TestProcess
let address: string
let postmaster: number | null
beforeAll(async () => {
  folder = await makeDataFolder()
  server = startProcess('src/server.ts', [], { PORT: '0', LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', DATA_DIR: folder.path })
  address = (await server.waitFor(/http:\/\/127\.0\.0\.1:\d+/))[0]
  postmaster = await folder.postmaster()
}, 60_000)
afterAll(async () => {
  server.child.kill('SIGKILL')
  await server.ended
  await folder.remove()
})

const run = async (...parameters: string[]) => {
  const { ended, output } = startProcess('src/cli.ts', parameters, { DATA_DIR: folder.path })
  return { code: await ended, output: output() }
}
const get = async (route: string) => (await (await fetch(`${address}${route}`)).json()) as Record<string, unknown>

/** The server is the one that it was, and so is its database, which answers. */
const expectServerGoesOn = async () => {
  expect(await folder.postmaster()).toBe(postmaster)
  expect(await get('/readyz')).toMatchObject({ status: 'ready', database: 'answers' })
  expect(server.output()).not.toContain('the embedded database is lost')
}

// The server is that of all of them: each must leave it as it was.
describe('beside a server that runs on the same data folder', () => {
  it('due lists what its database has', async () => {
    const { code, output } = await run('due')
    expect([code, output]).toEqual([0, expect.stringMatching(/^[1-9]\d* published: /)])
    await expectServerGoesOn()
  })

  it('jobs lists the work that its worker does', async () => {
    const { code, output } = await run('jobs')
    expect([code, output]).toEqual([0, expect.stringMatching(/^job +waiting +running +last done\n/)])
    await expectServerGoesOn()
  })

  it('administrator-link prints a link that the server knows', async () => {
    const { code, output } = await run('administrator-link')
    const [, token = ''] = /\/v1\/sign-in\/invitations\/([\w-]{43})\n/.exec(output) ?? []
    expect([code, token]).toEqual([0, expect.stringMatching(/./)])
    expect((await fetch(`${address}/v1/sign-in/invitations/${token}`)).status).toBe(200)
    expect((await fetch(`${address}/v1/sign-in/invitations/${'A'.repeat(43)}`)).status).not.toBe(200)
    await expectServerGoesOn()
  })

  it('import brings what the server serves a moment later', async () => {
    const rows = await mkdtemp(path.join(tmpdir(), 'other-'))
    const lines = (await readFile(path.resolve(import.meta.dirname, '../../seed/listings.jsonl'), 'utf8')).split('\n')
    const row = JSON.parse(lines.find((line) => line.includes('"fi-mll-helpline-swedish"')) ?? '')
    const [channel] = row.channels
    await writeFile(path.join(rows, 'listings.jsonl'), JSON.stringify({ ...row, channels: [{ ...channel, display: 'as imported' }] }))
    expect(await run('import', rows)).toEqual({ code: 0, output: expect.stringMatching(/listings\.jsonl: 1 read, 1 taken, /) })
    const listing = await waitUntil('the import is served', async () => {
      const read = await get('/v1/listings/fi-mll-helpline-swedish?locale=sv')
      return read['revision'] === 2 && read
    })
    expect(listing).toMatchObject({ channels: [{ display: 'as imported' }] })
    await rm(rows, { recursive: true })
    await expectServerGoesOn()
  })

  it('migrate is refused in one sentence, as a second server is', async () => {
    const { code, output } = await run('migrate')
    expect([code, output]).toEqual([1, expect.stringMatching(/^The data folder .* is in use by another running server\. Stop that one, or name another folder with DATA_DIR\.\n$/)])
    await expectServerGoesOn()
  })
})

describe('on a data folder that no server uses', () => {
  it('the database is started for the command, and stopped', async () => {
    server.interrupt()
    expect(await server.ended).toBe(0)
    const { code, output } = await run('due')
    expect([code, output]).toEqual([0, expect.stringMatching(/^[1-9]\d* published: /)])
    expect(await folder.postmaster()).toBe(null)
  })
})
