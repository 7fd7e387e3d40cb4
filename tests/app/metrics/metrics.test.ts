import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownMetrics } from '../../../src/app/metrics/own-metrics.ts'
import { readMetrics, valueOf } from '../../support/metrics.ts'
import { startServerOn } from '../../support/server.ts'
import { useSeededServer } from '../../support/use-seeded-server.ts'
import { openPublished } from '../../../src/db/published.ts'

const server = useSeededServer()
let address: string

beforeAll(async () => {
  address = await server.app.listen({ port: 0, host: '127.0.0.1' })
})

const ask = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(`${address}${url}`, init)
  await response.arrayBuffer()
  return response
}
const requests = (labels: Record<string, string>) => valueOf(server.app, 'http_requests_total', labels)

describe('/metrics', () => {
  it('is text that Prometheus reads, kept by no cache', async () => {
    const response = await ask('/metrics')
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const metrics = readMetrics((await server.app.inject('/metrics')).body)
    for (const [name, { type, help }] of Object.entries(ownMetrics)) expect(metrics.get(name)).toMatchObject({ type, help })
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'nodejs_heap_size_used_bytes', 'nodejs_gc_duration_seconds']) {
      expect([...metrics.keys()]).toContain(name)
    }
  })

  it('looks at no connection one by one, and says how late the event loop is only once', async () => {
    const names = [...readMetrics((await server.app.inject('/metrics')).body).keys()]
    expect(names.filter((name) => /^nodejs_active_|^process_open_fds|^nodejs_eventloop/.test(name))).toEqual([])
  })

  it('has no line about anything that a caller chose', async () => {
    for (const url of ['/zzsecretzz', '/v1/listings/zzsecretzz', '/v1/help?country=zzsecretzz', '/v1/countries/zzsecretzz']) {
      await ask(url, { headers: { 'user-agent': 'zzsecretzz' } })
      await server.app.inject({ method: 'PURGE' as 'GET', url })
    }
    const { body } = await server.app.inject('/metrics')
    expect(body).not.toContain('zzsecretzz')
    expect(body).not.toContain('PURGE')
    expect(body).toContain('http_requests_total{route="none",method="GET",status="404",way="computed"}')
  })
})

describe('requests', () => {
  it('are counted by how they were answered', async () => {
    const url = '/v1/help?country=KE&locale=sw&situation=grooming'
    const help = { route: '/v1/help', method: 'GET' }
    const before = await requests({ ...help, status: '200', way: 'computed' })
    const tag = (await ask(url)).headers.get('etag') ?? ''
    for (let times = 0; times < 3; times++) await ask(url)
    expect((await ask(url, { headers: { 'if-none-match': tag } })).status).toBe(304)
    expect(await requests({ ...help, status: '200', way: 'computed' })).toBe((before ?? 0) + 1)
    expect(await requests({ ...help, status: '200', way: 'kept' })).toBe(3)
    expect(await requests({ ...help, status: '304', way: 'kept' })).toBe(1)
    expect(await valueOf(server.app, 'http_request_duration_seconds_count', { route: '/v1/help', way: 'kept' })).toBe(4)
    const everything = { route: '/v1/help', way: 'kept', le: '+Inf' }
    expect(await valueOf(server.app, 'http_request_duration_seconds_bucket', everything)).toBe(4)
  })

  it('that no route has are counted under one name', async () => {
    const before = await requests({ route: 'none', status: '404' })
    for (const url of ['/a', '/b/c', '/v9/help']) await ask(url)
    expect(await requests({ route: 'none', status: '404' })).toBe((before ?? 0) + 3)
  })

  it('whose address no route reads, or whose method no address answers, are counted with them', async () => {
    const before = { malformed: await requests({ route: 'none', status: '400' }), long: await requests({ route: 'none', status: '404' }) }
    expect((await ask('/v1/listings/%')).status).toBe(400)
    expect((await ask(`/v1/listings/${'a'.repeat(600)}`)).status).toBe(404)
    expect(await requests({ route: 'none', status: '400' })).toBe((before.malformed ?? 0) + 1)
    expect(await requests({ route: 'none', status: '404' })).toBe((before.long ?? 0) + 1)
    const { hostname, port } = new URL(address)
    const tunnel = request({ hostname, port, method: 'CONNECT', path: 'example.org:443' }).end()
    const [{ statusCode }] = (await once(tunnel, 'connect')) as [{ statusCode: number }]
    tunnel.destroy()
    expect(statusCode).toBe(501)
    expect(await requests({ route: 'none', method: 'other', status: '501' })).toBe(1)
  })

  it('that cannot be read are counted', async () => {
    const before = await valueOf(server.app, 'http_unreadable_requests_total', { fault: 'headers_too_large' })
    await ask('/livez', { headers: { 'x-long': 'a'.repeat(20_000) } })
    expect(await valueOf(server.app, 'http_unreadable_requests_total', { fault: 'headers_too_large' })).toBe((before ?? 0) + 1)
  })
})

describe('the state of a node', () => {
  it('is told: what it serves, from where, and what it keeps', async () => {
    expect(await valueOf(server.app, 'directory_version')).toBe(1)
    expect(await valueOf(server.app, 'directory_listings')).toBeGreaterThan(500)
    expect(await valueOf(server.app, 'directory_source', { source: 'database' })).toBe(1)
    expect(await valueOf(server.app, 'directory_source', { source: 'file' })).toBe(0)
    expect(await valueOf(server.app, 'database_up')).toBe(1)
    expect(await valueOf(server.app, 'answer_cache_entries')).toBeGreaterThan(0)
    expect(await valueOf(server.app, 'http_connections')).toBeGreaterThan(0)
    expect(await valueOf(server.app, 'draining')).toBe(0)
    expect(await valueOf(server.app, 'event_loop_delay_max_seconds')).toBeGreaterThanOrEqual(0)
  })

  it('says when the database is away, and nothing of what is not known', async () => {
    const real = openPublished(server.database.url)
    let away = true
    let time = new Date('2026-11-20T12:00:00Z')
    const gone = () => Promise.reject(new Error('connect ECONNREFUSED'))
    const published = {
      ...real,
      readHead: () => (away ? gone() : real.readHead()),
      readDirectory: () => (away ? gone() : real.readDirectory()),
      readChanges: (since: Parameters<typeof real.readChanges>[0]) => (away ? gone() : real.readChanges(since)),
    }
    const alone = await startServerOn(published, { now: () => time })
    expect(await valueOf(alone.app, 'database_up')).toBe(0)
    for (const name of ['directory_version', 'directory_listings', 'directory_age_seconds', 'snapshot_file_version']) {
      expect([name, await valueOf(alone.app, name)]).toEqual([name, undefined])
    }
    away = false
    await alone.app.snapshot.refresh()
    expect(await valueOf(alone.app, 'database_up')).toBe(1)
    expect(await valueOf(alone.app, 'directory_version')).toBe(1)

    away = true
    await alone.app.snapshot.refresh()
    await alone.app.snapshot.refresh()
    time = new Date('2026-11-20T12:05:00Z')
    expect(await valueOf(alone.app, 'database_up')).toBe(0)
    expect(await valueOf(alone.app, 'directory_age_seconds')).toBe(300)
    expect(await valueOf(alone.app, 'database_state_seconds')).toBe(300)
    await alone.close()
    await real.close()
  })
})

describe('docs/operate.md', () => {
  it('has every metric of ours, in the words of the code', () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/operate.md'), 'utf8')
    const lines = [...text.matchAll(/^\| `([a-z0-9_]+)` \| (counter|gauge|histogram) \| (.+?) \|/gm)].map(([, name, type, help]) => ({ name, type, help }))
    expect(lines).toEqual(Object.entries(ownMetrics).map(([name, { type, help }]) => ({ name, type, help })))
  })
})
