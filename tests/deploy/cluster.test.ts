import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findNginx } from '../../deploy/cluster/find-nginx.ts'
import { connectOnce } from '../../src/db/connect-once.ts'
import { productDatabase } from '../../src/db/embedded/create-product-database.ts'
import { readPostmaster } from '../../src/db/embedded/read-postmaster.ts'
import { makeDataFolder, type DataFolder } from '../support/data-folder.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'
import { whenWeEnd } from '../support/when-we-end.ts'
import { writeListing } from '../support/write-listing.ts'
import { writeVerification } from '../support/write-verification.ts'

const nginx = await findNginx(process.env['PATH'] ?? '')
const finland = '/v1/help?country=FI&ageBand=13-15&situation=blocked_someone&locale=fi'
const day = 24 * 60 * 60 * 1000

let spelling = 0
/** The same word in an address, with other letters percent-encoded for each number below 2 to the power of its length. */
const spell = (word: string, number: number) => word.split('').map((letter, index) => ((number >> index) & 1 ? `%${letter.charCodeAt(0).toString(16)}` : letter)).join('')

// One story for each proxy: every step goes on where the one before ended.
describe.each(nginx === null ? ['node'] : ['node', 'nginx'])('npm run cluster, with the proxy of %s', (kind) => {
  let folder: DataFolder
  let cluster: TestProcess
  let proxy: string
  let nodes: string[]
  const postgresFolder = () => path.join(folder.path, 'cluster/postgres')

  beforeAll(async () => {
    folder = await makeDataFolder()
    cluster = startProcess('deploy/cluster.ts', ['--proxy', kind], { PORT: '0', DATA_DIR: folder.path })
    await cluster.waitFor(/What ends is started again/)
    proxy = /Help for a child in Finland: +(http:\/\/[\d.:]+)\/v1/.exec(cluster.output().split('The cluster is running')[1] ?? '')?.[1] ?? ''
    nodes = [...(/The nodes: +(.*)/.exec(cluster.output())?.[1] ?? '').matchAll(/http:\/\/[\d.:]+/g)].map(([address]) => address)
    watchdogs.push(...pids().map((pid) => whenWeEnd('kill -KILL "$1" 2> /dev/null', pid)))
  }, 120_000)
  const watchdogs: ReturnType<typeof whenWeEnd>[] = []

  afterAll(async () => {
    cluster.child.kill('SIGTERM')
    await cluster.ended
    for (const watchdog of watchdogs) watchdog.never()
    const { pid } = (await readPostmaster(path.join(postgresFolder(), 'data'))) ?? {}
    if (pid !== undefined) process.kill(pid, 'SIGQUIT')
    await folder.remove()
  }, 60_000)

  /** Of all that it started, the database apart. */
  const pids = () => [...cluster.output().matchAll(/^\S+ is process (\d+)\.$/gm)].map(([, pid = '']) => pid)
  const pidOf = (name: string) => Number([...cluster.output().matchAll(new RegExp(`^${name} is process (\\d+)\\.$`, 'gm'))].at(-1)?.[1])
  const get = (address: string, route: string) => fetch(`${address}${route}`, { headers: { connection: 'close' } })
  const isReady = async (node: string) => {
    try {
      return (await get(node, '/readyz')).ok
    } catch (error) {
      if (error instanceof TypeError) return false
      throw error
    }
  }
  const connect = async () => {
    const running = await readPostmaster(path.join(postgresFolder(), 'data'))
    const password = (await readFile(path.join(postgresFolder(), 'password'), 'utf8')).trim()
    return connectOnce(`postgresql://${productDatabase}:${password}@127.0.0.1:${running?.port}/${productDatabase}`)
  }

  /**
   * Asks through the proxy, several at a time, until `done`; gives back how many were answered and what went wrong. It is one question,
   * written in another way each time: new to the proxy, which asks a node, and cheap for the node, whose guard against overload would
   * otherwise have its own say on a busy machine.
   */
  async function load(done: () => Promise<boolean>): Promise<{ answered: number; faults: unknown[] }> {
    const faults: unknown[] = []
    let answered = 0
    const ended = new AbortController()
    const asker = async () => {
      while (!ended.signal.aborted) {
        try {
          const answer = await get(proxy, `/v1/help?country=FI&locale=fi&situation=${spell('immediate_danger', spelling++)}`)
          if (!answer.ok) faults.push(`${answer.status} ${await answer.text()}`)
          else answered += (await answer.text()).length > 0 ? 1 : 0
        } catch (error) {
          faults.push(error)
        }
      }
    }
    const asking = Promise.all([asker(), asker(), asker(), asker()])
    try {
      await waitUntil('the load may end', async () => (await done()) && answered > 50, 60_000)
    } finally {
      ended.abort()
      await asking
    }
    return { answered, faults }
  }

  it('gives the answers of its nodes, byte for byte, and the second time without asking them', async () => {
    const [first, second] = [await get(proxy, finland), await get(proxy, finland)]
    const bytes = await first.text()
    expect(first.status).toBe(200)
    for (const node of nodes) {
      const answer = await get(node, finland)
      expect(await answer.text()).toBe(bytes)
      expect(answer.headers.get('etag')).toBe(first.headers.get('etag'))
    }
    expect(await second.text()).toBe(bytes)
    expect(first.headers.get('cache-status')).toBe('directory-proxy; fwd=uri-miss')
    expect(second.headers.get('cache-status')).toBe('directory-proxy; hit')
    expect((await get(proxy, '/metrics')).status).toBe(404)
  })

  it('shows a publication on every node, and through the proxy as soon as the answer it keeps ends', async () => {
    const client = await connect()
    const { id } = await writeListing(client, { countries: ['AX'] })
    // Due in a few seconds, so that the answer ends then.
    await writeVerification(client, id, new Date(Date.now() - 90 * day + 6000).toISOString())
    const list = '/v1/listings?country=AX&kind=support_line'
    const count = async (address: string) => ((await (await get(address, list)).json()) as { listings: { countries: string[] }[] }).listings.filter(({ countries }) => countries.includes('AX')).length
    const isVerified = async (node: string) => (await (await get(node, list)).text()).includes('"status":"verified"')
    await waitUntil('both nodes have the first listing, and that it is checked', async () => (await Promise.all(nodes.map(isVerified))).every(Boolean))
    const kept = await get(proxy, list)
    expect(kept.headers.get('cache-control')).toMatch(/^public, max-age=[0-6](?:, stale|$)/)

    await writeListing(client, { countries: ['AX'] })
    await client.end()
    await waitUntil('both nodes have the second listing', async () => (await Promise.all(nodes.map(count))).every((found) => found === 2))
    await waitUntil('the proxy shows it', async () => (await count(proxy)) === 2, 12_000)
  })

  it('kill -9 of a node fails no request, and the node comes back', async () => {
    const killed = pidOf('node-1')
    let isKilled = false
    const { answered, faults } = await load(async () => {
      if (!isKilled) process.kill(killed, 'SIGKILL')
      isKilled = true
      return pidOf('node-1') !== killed && (await isReady(nodes[0] ?? ''))
    })
    expect(faults).toEqual([])
    expect(answered).toBeGreaterThan(50)
    expect(cluster.output()).toMatch(/^node-1 ended \(SIGKILL\); it is started again in 0\.5 s\.$/m)
  }, 90_000)

  it('kill -9 of the database fails no request, and what is published after it is seen', async () => {
    const killed = (await readPostmaster(path.join(postgresFolder(), 'data')))?.pid ?? 0
    let isKilled = false
    const { answered, faults } = await load(async () => {
      if (!isKilled) process.kill(killed, 'SIGKILL')
      isKilled = true
      return cluster.output().includes('database | the embedded database runs again')
    })
    expect(faults).toEqual([])
    expect(answered).toBeGreaterThan(50)

    const client = await connect()
    const { slug } = await writeListing(client, { countries: ['AX'] })
    await client.end()
    await waitUntil('every node has it', async () => (await Promise.all(nodes.map((address) => get(address, `/v1/listings/${slug}`)))).every(({ ok }) => ok), 30_000)
    // Asked only now: a cache may keep for a minute that a listing is not there.
    expect((await get(proxy, `/v1/listings/${slug}`)).status).toBe(200)
  }, 120_000)

  it('kill -9 of the worker harms nobody, and it works again', async () => {
    const began = () => cluster.output().match(/worker \| .*the worker takes work/g)?.length ?? 0
    const before = began()
    process.kill(pidOf('worker'), 'SIGKILL')
    await waitUntil('the worker works again', () => Promise.resolve(began() > before), 30_000)
    expect((await get(proxy, finland)).status).toBe(200)
  }, 60_000)

  it('Ctrl-C stops everything, and nothing is left', async () => {
    const started = pids()
    cluster.interrupt()
    expect(await cluster.ended, cluster.output()).toBe(0)
    for (const pid of started) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
    expect(await readPostmaster(path.join(postgresFolder(), 'data'))).toBe(null)
    for (const address of [proxy, ...nodes]) await expect(get(address, '/livez')).rejects.toThrow('fetch failed')
  }, 60_000)
})

describe('a cluster that cannot start', () => {
  it('says why, stops what it had started, and ends', async () => {
    const folder = await makeDataFolder()
    const cluster = startProcess('deploy/cluster.ts', ['--proxy', 'node'], { PORT: '0', DATA_DIR: folder.path, DATABASE_URL: 'postgresql://127.0.0.1:1/none' })
    expect(await cluster.ended).toBe(1)
    expect(cluster.output()).toMatch(/^The database at 127\.0\.0\.1:1\/none cannot be used: .*\n$/)
    await folder.remove()
  })
})
