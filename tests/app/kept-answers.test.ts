import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { writeListing } from '../support/write-listing.ts'

let now = testNow
const server = useSeededServer({ now: () => now, config: { geoCountryHeader: 'x-country' } })
let port: number

beforeAll(async () => {
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port)
})

type Response = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; isKept: boolean }

/** Asks over a real connection, without what an HTTP client adds or unpacks by itself. Only computed answers leave a line in the log. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  const lines = () => server.logLines.filter((line) => line.includes('"request"')).length
  const before = lines()
  const response = await new Promise<Omit<Response, 'isKept'>>((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: { ...answer.headers, date: '' }, bytes: Buffer.concat(parts) })
      })
    })
    asking.on('error', reject)
    asking.end()
  })
  return { ...response, isKept: lines() === before }
}

const addresses = [
  '/v1/help?country=FI&locale=sv&ageBand=13-15',
  '/v1/help?country=FI&age=14',
  '/v1/help',
  '/v1/help?subdivision=SE-AB&locale=sv',
  '/v1/listings?country=FI&locale=sv',
  '/v1/listings?q=lasten',
  '/v1/listings/fi-mll-child-helpline?locale=sv',
  '/v1/countries?locale=sv',
  '/v1/countries/FI',
  '/v1/vocabulary?locale=ar',
  '/v1/guidance?locale=sv',
]
const asReader = { 'accept-language': 'fi, en;q=0.5', 'x-country': 'FI', 'user-agent': 'test' }

describe.each(addresses)('%s, asked again', (address) => {
  it.each([
    ['identity', (bytes: Buffer) => bytes],
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('gets the same answer at once, as %s', async (encoding, unpack) => {
    const headers = { ...asReader, 'accept-encoding': encoding }
    const first = await ask(address, headers)
    const second = await ask(address, headers)
    const third = await ask(address, headers)
    expect([first.status, second.isKept, third.isKept]).toEqual([200, true, true])
    expect({ ...second, isKept: first.isKept }).toEqual(first)
    expect(first.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding)
    expect(first.headers['content-length']).toBe(String(first.bytes.length))
    const plain = await ask(address, { ...asReader, 'accept-encoding': 'identity' })
    expect(unpack(first.bytes).equals(plain.bytes)).toBe(true)
    if (encoding !== 'identity') expect(first.headers['etag']).not.toBe(plain.headers['etag'])
  })

  it('gets the same 304, and the same head without a body', async () => {
    const { headers } = await ask(address, asReader)
    const tag = String(headers['etag'])
    const known = { ...asReader, 'if-none-match': `"other", W/${tag}` }
    const computed = await server.app.inject({ url: address, headers: known })
    const kept = await ask(address, known)
    expect([kept.status, kept.isKept, kept.bytes.length]).toEqual([304, true, 0])
    for (const name of ['etag', 'cache-control', 'vary', 'content-language', 'access-control-allow-origin']) {
      expect([name, kept.headers[name]]).toEqual([name, computed.headers[name]])
    }
    const head = await ask(address, asReader, 'HEAD')
    expect([head.status, head.isKept, head.bytes.length]).toEqual([200, true, 0])
    expect(head.headers).toEqual(headers)
  })
})

describe('an answer is kept for one question only', () => {
  it('each reader gets their own language and country, whoever asked before', async () => {
    const expected = new Map<string, Buffer>()
    const readers = ['fi', 'sv', 'ar', ''].flatMap((language) => ['FI', 'DE', 'JP'].map((country) => ({ 'accept-language': language, 'x-country': country })))
    for (const round of [1, 2, 3]) {
      for (const reader of readers) {
        const answer = await ask('/v1/help', reader)
        const key = JSON.stringify(reader)
        if (round === 1) expected.set(key, answer.bytes)
        expect(answer.bytes.equals(expected.get(key) ?? Buffer.of())).toBe(true)
      }
    }
    expect(new Set([...expected.values()].map(String)).size).toBe(readers.length)
  })

  it('the same question in other words is the same bytes, made once', async () => {
    const first = await ask('/v1/help?country=FI&locale=fi&topic=grooming&topic=bullying&ageBand=13-15')
    for (const same of [
      '/v1/help?locale=fi&country=fi&age=14&topic=bullying&topic=grooming',
      '/v1/help?topic=bullying&topic=grooming&country=FI&ageBand=13-15&locale=FI',
    ]) {
      const answer = await ask(same)
      expect([answer.bytes.equals(first.bytes), answer.headers['etag']]).toEqual([true, first.headers['etag']])
    }
  })

  it.each(['GET', 'HEAD'])('what is wrong stays wrong: %s', async (method) => {
    for (const address of ['/v1/help?country=FI&ageband=13-15', '/v1/listings/nothing', '/v1/nothing']) {
      const [first, second] = [await ask(address, {}, method), await ask(address, {}, method)]
      expect([first.status >= 400, second.status, second.isKept]).toEqual([true, first.status, false])
    }
  })

  it('what is posted is neither kept nor answered from what is', async () => {
    const address = '/v1/help?country=FI&locale=fi'
    await ask(address)
    expect((await ask(address)).isKept).toBe(true)
    expect((await ask(address, {}, 'POST')).isKept).toBe(false)
    expect((await ask(address, {}, 'DELETE')).status).toBe(405)
  })
})

describe('an answer is kept as long as it is right', () => {
  it('is made anew at the instant at which a line opens', async () => {
    const address = '/v1/help?country=FI&locale=sv&ageBand=13-15'
    now = new Date('2026-11-23T11:59:59.999Z')
    const closed = await ask(address)
    expect((await ask(address)).isKept).toBe(true)
    now = new Date('2026-11-23T12:00:00Z')
    const open = await ask(address)
    expect([open.isKept, open.headers['etag'] === closed.headers['etag']]).toEqual([false, false])
    now = new Date('2026-11-23T11:00:00Z')
    const before = await ask(address)
    expect([before.isKept, before.headers['etag']]).toEqual([false, closed.headers['etag']])
    now = testNow
  })

  it('tells caches less and less while its end comes near, without being made anew', async () => {
    const address = '/v1/help?country=FI&locale=sv&ageBand=13-15'
    now = new Date('2026-11-23T11:00:00Z')
    await ask(address)
    now = new Date('2026-11-23T11:59:30Z')
    const late = await ask(address)
    expect([late.isKept, late.headers['cache-control']]).toEqual([true, 'public, max-age=30'])
    now = testNow
  })

  it('is made anew when something is published', async () => {
    const address = '/v1/help?country=FI&locale=fi'
    const before = await ask(address)
    expect((await ask(address)).isKept).toBe(true)
    const client = await connectOnce(server.database.url)
    await writeListing(client)
    await client.end()
    await server.app.snapshot.refresh()
    const after = await ask(address)
    expect(after.isKept).toBe(false)
    const version = (bytes: Buffer) => JSON.parse(String(bytes)).directoryVersion
    expect(version(after.bytes)).toBe(version(before.bytes) + 1)
  })
})
