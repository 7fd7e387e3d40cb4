import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { problemDocument } from '../../../src/lib/problem-document.ts'
import { cloneSeededDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { manualPace } from '../../support/manual-pace.ts'
import { valueOf } from '../../support/metrics.ts'
import { exactly, startServer } from '../../support/server.ts'
import type { TestServer } from '../../support/server.ts'

let database: TestDatabase
const servers: TestServer[] = []
const start = async (options: Parameters<typeof startServer>[1]) => {
  const server = await startServer(database.url, options)
  servers.push(server)
  return server
}

beforeAll(async () => {
  database = await cloneSeededDatabase()
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await database.drop()
})

const listing = '/v1/listings/fi-nollalinja'
const healthy = ['/livez', '/readyz', '/metrics']
const problemOf = (response: { json(): unknown }) => exactly(problemDocument, response.json())

describe('a limit of requests', () => {
  it('is told with every answer that it counts, and refuses those beyond it with a problem', async () => {
    const { app, logLines } = await start({ config: { rateLimitPerMinute: 5 } })
    const answers = []
    for (const url of [listing, '/nothing', '/v1/help?country=XX', listing, '/docs', listing, '/nothing']) answers.push(await app.inject(url))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404, 400, 200, 200, 429, 429])
    for (const [index, { headers }] of answers.entries()) {
      expect(headers['ratelimit-policy']).toBe('"default";q=5;w=60')
      expect(headers['ratelimit']).toMatch(new RegExp(`^"default";r=${Math.max(0, 4 - index)};t=\\d+$`))
      expect(headers['access-control-expose-headers']).toBe('*')
    }
    const [, , , , , refused] = answers
    expect(problemOf(refused ?? answers[0] as never)).toMatchObject({ status: 429, code: 'rate_limited' })
    expect(refused?.headers['cache-control']).toBe('no-store')
    expect(refused?.headers['access-control-allow-origin']).toBe('*')
    const [, seconds] = /t=(\d+)$/.exec(String(refused?.headers['ratelimit'])) ?? []
    expect(refused?.headers['retry-after']).toBe(seconds)
    expect(await valueOf(app, 'http_requests_refused_total', { reason: 'rate_limit' })).toBe(2)
    const lines = logLines.filter((line) => line.includes('beyond the limit'))
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ level: 40, count: 1 })])
  })

  it('holds also for addresses that cannot be read', async () => {
    const { app } = await start({ config: { rateLimitPerMinute: 2 } })
    const answers = []
    for (const url of ['/v1/listings/%', `/v1/listings/${'a'.repeat(600)}`, '/v1/listings/%', listing]) answers.push(await app.inject(url))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 404, 429, 429])
    for (const [index, { headers }] of answers.entries()) expect(headers['ratelimit']).toMatch(new RegExp(`^"default";r=${Math.max(0, 1 - index)};t=\\d+$`))
    expect(answers[2]?.headers['retry-after']).toBeDefined()
  })

  it('does not hold for what operators ask', async () => {
    const { app } = await start({ config: { rateLimitPerMinute: 1 } })
    await app.inject(listing)
    expect((await app.inject(listing)).statusCode).toBe(429)
    for (const url of [...healthy, ...healthy]) {
      const { statusCode, headers } = await app.inject(url)
      expect([url, statusCode, headers['ratelimit']]).toEqual([url, 200, undefined])
    }
    for (const url of [...healthy, ...healthy, '/livez?x']) {
      for (const [method, status] of [['OPTIONS', 204], ['POST', 405]] as const) {
        const { statusCode, headers } = await app.inject({ method, url })
        expect([method, url, statusCode, headers['ratelimit']]).toEqual([method, url, status, undefined])
      }
    }
    for (const url of ['/v1/help', '/livez/x']) expect((await app.inject({ method: 'OPTIONS', url })).statusCode).toBe(429)
  })

  it('holds for kept answers, too, and counts each request once', async () => {
    const { app } = await start({ config: { rateLimitPerMinute: 4 } })
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const answers = []
    for (let times = 0; times < 6; times++) {
      const response = await fetch(`${address}${listing}`)
      await response.arrayBuffer()
      answers.push([response.status, response.headers.get('ratelimit')?.replace(/;t=\d+$/, '')])
    }
    const left = (count: number) => `"default";r=${count}`
    expect(answers).toEqual([[200, left(3)], [200, left(2)], [200, left(1)], [200, left(0)], [429, left(0)], [429, left(0)]])
    expect(await valueOf(app, 'http_requests_total', { route: '/v1/listings/:listing', way: 'kept' })).toBeGreaterThan(0)
  })

  it('is for each caller behind a trusted proxy, and nobody else can say who they are', async () => {
    const ask = (app: FastifyInstance, client: string) => app.inject({ url: listing, headers: { 'x-forwarded-for': client } })
    const statuses = async (app: FastifyInstance) => {
      const found = []
      for (const client of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) found.push((await ask(app, client)).statusCode)
      return found
    }
    expect(await statuses((await start({ config: { rateLimitPerMinute: 1, trustedProxies: ['loopback'] } })).app)).toEqual([200, 200, 429])
    expect(await statuses((await start({ config: { rateLimitPerMinute: 1, trustedProxies: ['10.0.0.0/8'] } })).app)).toEqual([200, 429, 429])
    expect(await statuses((await start({ config: { rateLimitPerMinute: 1 } })).app)).toEqual([200, 429, 429])
  })

  it('of 0 is none, and no answer speaks of one', async () => {
    const { app } = await start({})
    for (let times = 0; times < 20; times++) {
      const { statusCode, headers } = await app.inject(listing)
      expect([statusCode, headers['ratelimit'], headers['ratelimit-policy']]).toEqual([200, undefined, undefined])
    }
  })
})

describe('overload', () => {
  it('is answered early where an answer must be computed, and not where it is kept', async () => {
    const pace = manualPace()
    const { app, logLines } = await start({ pace })
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const ask = async (url: string, init: RequestInit = {}) => {
      const response = await fetch(`${address}${url}`, init)
      return { status: response.status, headers: response.headers, body: await response.text() }
    }
    expect((await ask(listing)).status).toBe(200)
    expect((await ask(listing)).status).toBe(200)
    for (let times = 0; times < 5; times++) {
      pace.hang(800)
      pace.pass(0)
    }
    expect((await ask(listing)).status).toBe(200)
    const refused = await ask('/v1/help?country=NO&situation=sextortion')
    expect(refused.status).toBe(503)
    expect(['1', '2', '3']).toContain(refused.headers.get('retry-after'))
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
    expect(exactly(problemDocument, JSON.parse(refused.body)).code).toBe('overloaded')
    expect((await ask('/v1/help', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"country":"FI"}' })).status).toBe(503)
    for (const url of healthy) expect([url, (await ask(url)).status]).toEqual([url, 200])
    expect(await valueOf(app, 'http_requests_refused_total', { reason: 'overload' })).toBe(2)
    expect(logLines.filter((line) => line.includes('more to do than can be done'))).toHaveLength(1)

    pace.pass(500)
    expect((await ask('/v1/help?country=NO&situation=sextortion')).status).toBe(200)
  })

  it('never counts an answer that is made as one that is being made, whatever came of it', async () => {
    const { app } = await start({})
    for (let times = 0; times < 300; times++) {
      await app.inject(times % 3 === 0 ? listing : times % 3 === 1 ? '/v1/help?country=XX' : '/nothing')
    }
    expect((await app.inject(listing)).statusCode).toBe(200)
  })
})
