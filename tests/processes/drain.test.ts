import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cloneSeededDatabase, type TestDatabase } from '../support/database.ts'
import { startProcess, type TestProcess } from '../support/start-process.ts'
import { waitUntil } from '../support/wait-until.ts'

// Real processes on a busy machine.
const patience = 90_000

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await cloneSeededDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'drain-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const processes: TestProcess[] = []
const agents: Agent[] = []
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy()
  for (const { child, ended } of processes.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})

type Node = { process: TestProcess; address: string }

async function start(drainSeconds: number): Promise<Node> {
  const DATA_DIR = path.join(folder, String(Math.random()).slice(2))
  const server = startProcess('src/server.ts', [], {
    PORT: '0',
    LOG_LEVEL: 'info',
    WORKER: 'off',
    DATA_DIR,
    DATABASE_URL: database.url,
    DRAIN_SECONDS: String(drainSeconds),
  })
  processes.push(server)
  return { process: server, address: (await server.waitFor(/Help for a child in Finland: +(http:\/\/127\.0\.0\.1:\d+)/))[1] ?? '' }
}

const newAgent = (keepAlive: boolean) => {
  const agent = new Agent({ keepAlive, maxSockets: 1 })
  agents.push(agent)
  return agent
}

/** One request; rejects when its connection breaks. */
async function ask(address: string, route: string, agent: Agent): Promise<{ status: number; connection: string | undefined }> {
  const asking = request(`${address}${route}`, { agent })
  asking.end()
  const [response] = await once(asking, 'response')
  response.resume()
  await once(response, 'end')
  return { status: response.statusCode, connection: response.headers.connection }
}

const help = '/v1/help?country=FI&ageBand=13-15&situation=blocked_someone'
const isReady = async (address: string) => (await ask(address, '/readyz', newAgent(false))).status === 200
const isNotReady = (address: string) => waitUntil(`${address} is not ready`, async () => !(await isReady(address)))

/** A load balancer as simple as there is: asks each node all the time whether it is ready, and sends requests to those that are. */
function balance(nodes: readonly Node[]) {
  const ready = new Set(nodes)
  const counts = { sent: 0, failed: [] as string[], byNode: new Map(nodes.map((node) => [node, 0])) }
  const over = new AbortController()
  const watch = async (node: Node) => {
    const agent = newAgent(false)
    while (!over.signal.aborted && ready.has(node)) {
      if ((await ask(node.address, '/readyz', agent)).status !== 200) ready.delete(node)
    }
  }
  const send = async (keepAlive: boolean, first: number) => {
    const connections = new Map(nodes.map((node) => [node, newAgent(keepAlive)]))
    for (let turn = first; !over.signal.aborted; turn++) {
      const open = [...ready]
      const node = open[turn % open.length]
      if (node === undefined) throw new Error('no node is ready')
      counts.sent += 1
      counts.byNode.set(node, (counts.byNode.get(node) ?? 0) + 1)
      // Every other question is one that nobody asked before, which takes longer.
      const route = turn % 2 === 0 ? help : `/v1/listings?country=KE&limit=${(counts.sent % 100) + 1}`
      try {
        const { status } = await ask(node.address, route, connections.get(node) ?? newAgent(false))
        if (status !== 200) counts.failed.push(String(status))
      } catch (error) {
        counts.failed.push(String(error))
      }
    }
  }
  const clients = [true, true, true, true, false, false].map((keepAlive, index) => send(keepAlive, index))
  const running = Promise.all([...clients, ...nodes.map(watch)])
  return {
    counts,
    ready,
    async stop() {
      over.abort()
      await running
    },
  }
}

describe('SIGTERM to one of two nodes under load', () => {
  it('fails no request, on connections that are kept and on fresh ones', async () => {
    const nodes = await Promise.all([start(2), start(2)])
    const [leaving, staying] = nodes
    const load = balance(nodes)
    const sentTo = (node: Node) => load.counts.byNode.get(node) ?? 0
    await waitUntil('both nodes have work', () => Promise.resolve(nodes.every((node) => sentTo(node) > 100)), patience)
    leaving.process.child.kill('SIGTERM')
    await waitUntil('the load goes to the other', () => Promise.resolve(!load.ready.has(leaving)))
    expect(await leaving.process.ended).toBe(0)
    const until = sentTo(staying) + 100
    await waitUntil('the other goes on', () => Promise.resolve(sentTo(staying) > until))
    await load.stop()
    expect(load.counts.failed).toEqual([])
    expect(load.counts.sent).toBeGreaterThan(300)
    expect(leaving.process.output()).toContain('draining')
    expect(await isReady(staying.address)).toBe(true)
  }, patience)
})

describe('a node that drains', () => {
  it('goes on answering whoever has not noticed, also when nobody was connected, and asks them to come back elsewhere', async () => {
    const { process: server, address } = await start(3)
    const kept = newAgent(true)
    expect(await ask(address, help, kept)).toEqual({ status: 200, connection: 'keep-alive' })
    server.child.kill('SIGTERM')
    await isNotReady(address)
    // An old connection, one that is new, an answer that is kept and one that must be computed.
    expect(await ask(address, help, kept)).toEqual({ status: 200, connection: 'close' })
    for (const route of [help, '/v1/countries', '/livez']) {
      expect(await ask(address, route, newAgent(true))).toEqual({ status: 200, connection: 'close' })
    }
    expect(await server.ended).toBe(0)
    await expect(ask(address, '/livez', newAgent(false))).rejects.toThrow('ECONNREFUSED')
  }, patience)

  it('ends at once when it is told a second time', async () => {
    const { process: server, address } = await start(300)
    server.child.kill('SIGTERM')
    await isNotReady(address)
    // A signal in the same moment is the same one: the second counts a little later.
    const again = setInterval(() => server.child.kill('SIGTERM'), 50)
    expect(await server.ended).toBe(130)
    clearInterval(again)
  }, patience)
})

describe('Ctrl-C', () => {
  it('does not wait', async () => {
    const { process: server } = await start(300)
    server.interrupt()
    expect(await server.ended).toBe(0)
  }, patience)
})
