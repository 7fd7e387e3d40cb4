import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import editing from '../../openapi/console.json' with { type: 'json' }
import lookup from '../../openapi/lookup.json' with { type: 'json' }
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPublished } from '../../src/db/published.ts'
import type { Published } from '../../src/db/published.ts'
import { problemDocument } from '../../src/lib/problem-document.ts'
import { exactly, getProblem, startServer, startServerOn, testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

const server = useSeededServer()

beforeAll(async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
})

/** Sends bytes as they are over a connection of its own, and gives back all that came until it was closed. */
async function send(bytes: string): Promise<{ head: string; body: string }> {
  const { port } = server.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    received += part
  })
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = received.split('\r\n\r\n', 2)
  return { head, body }
}

describe('404', () => {
  it.each([
    '/v1',
    '/v1/',
    '/v2/help',
    '/v1/help/',
    '/V1/help',
    '/v1/listings/a/b',
    '/v1//help',
    '/docs/',
    '/docs/nothing.js',
    '/docs/../package.json',
    '/favicon.ico',
    '/.env',
    '/%00',
  ])('is a problem document at %s', async (url) => {
    const problem = await getProblem(server.app, url)
    expect(problem).toMatchObject({ status: 404, code: 'route_not_found', type: '/docs#problem-route_not_found' })
  })
})

describe('/', () => {
  it('leads to the reference', async () => {
    const response = await server.app.inject('/')
    expect([response.statusCode, response.headers['location']]).toEqual([308, '/docs'])
    const { statusCode, headers, body } = await server.app.inject('/docs')
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body).toMatch(/^<!doctype html>/)
    expect((await server.app.inject({ url: '/docs', headers: { 'if-none-match': String(headers['etag']) } })).statusCode).toBe(304)
  })

  it('leads there with what a browser needs to trust nobody else', async () => {
    const { headers } = await server.app.inject('/docs')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*script-src 'self'; style-src 'self'$/)
    for (const [file, type] of [
      ['docs.css', 'text/css; charset=utf-8'],
      ['docs.js', 'text/javascript; charset=utf-8'],
    ]) {
      const loaded = await server.app.inject(`/docs/${file}`)
      expect([loaded.statusCode, loaded.headers['content-type']]).toEqual([200, type])
    }
  })
})

describe('415', () => {
  const described: { paths: Record<string, Record<string, { responses: Record<string, object> }>> }[] = [lookup, editing]
  const doors = described.flatMap(({ paths }) =>
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        method === 'get' ? [] : [{ method: method as 'post', url: path.replaceAll(/\{\w+\}/g, '0199d4a2-6f00-7000-8000-000000000001'), responses }],
      ),
    ),
  )

  it('is what every door says to a body in a coding, and is described', async () => {
    expect(doors.length).toBeGreaterThan(50)
    for (const { method, url, responses } of doors) {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
      const problem = await getProblem(server.app, { method, url, headers, payload: '{}' })
      expect([method, url, problem.status, problem.code]).toEqual([method, url, 415, 'unsupported_media_type'])
      expect([method, url, Object.keys(responses)]).toEqual([method, url, expect.arrayContaining(['415'])])
    }
  })

  it('is not said where there is no body', async () => {
    const answer = await server.app.inject({ url: '/v1/help?country=FI', headers: { 'content-encoding': 'gzip' } })
    expect(answer.statusCode).toBe(200)
  })
})

describe('405', () => {
  it.each([
    ['/v1/help', 'GET, HEAD, OPTIONS, POST'],
    ['/v1/listings', 'GET, HEAD, OPTIONS'],
    ['/v1/listings/fi-nollalinja', 'GET, HEAD, OPTIONS'],
    ['/v1/countries', 'GET, HEAD, OPTIONS'],
    ['/v1/countries/FI', 'GET, HEAD, OPTIONS'],
    ['/v1/vocabulary', 'GET, HEAD, OPTIONS'],
    ['/v1/guidance', 'GET, HEAD, OPTIONS'],
    ['/livez', 'GET, HEAD, OPTIONS'],
    ['/readyz', 'GET, HEAD, OPTIONS'],
    ['/openapi.json', 'GET, HEAD, OPTIONS'],
    ['/', 'GET, HEAD, OPTIONS'],
    ['/docs', 'GET, HEAD, OPTIONS'],
  ])('names the methods of %s', async (url, allow) => {
    for (const method of ['PUT', 'PATCH', 'DELETE', ...(allow.includes('POST') ? [] : ['POST' as const])] as const) {
      const response = await server.app.inject({ method, url: `${url}?country=FI` })
      expect([method, response.statusCode, response.headers['allow']]).toEqual([method, 405, allow])
      expect(exactly(problemDocument, response.json()).code).toBe('method_not_allowed')
    }
  })
})

describe('what Node cannot read as a request', () => {
  const problemOf = ({ body }: { body: string }) => exactly(problemDocument, JSON.parse(body))

  it('is answered with 400', async () => {
    const answer = await send('mysecretword\r\n\r\n')
    expect(answer.head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(answer.head).toContain('Content-Type: application/problem+json')
    expect(answer.head).toContain('Access-Control-Allow-Origin: *')
    expect(answer.head).toContain('Cache-Control: no-store')
    expect(problemOf(answer).code).toBe('malformed_request')
    expect(answer.body).not.toContain('mysecretword')
  })

  it.each([
    'BREW /v1/help\r\n\r\n',
    'GET /v1/help HTTP/9.9\r\nHost: x\r\n\r\n',
    'GET /livez HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n',
    'GET /livez HTTP/1.1\r\n\r\n',
  ])('is answered with 400: %j', async (bytes) => {
    const answer = await send(bytes.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
    expect(answer.head).toMatch(/^HTTP\/1\.1 400 /)
    expect(problemOf(answer).code).toBe('malformed_request')
  })

  it.each(['GET /v1/listings?q=Käthe HTTP/1.1', 'GET /v1/listings?q=a\0 HTTP/1.1', 'GET /v1/lis\0tings HTTP/1.1'])(
    'is told to encode what no address may have: %j',
    async (line) => {
      const answer = await send(`${line}\r\nHost: x\r\n\r\n`)
      expect(answer.head).toMatch(/^HTTP\/1\.1 400 /)
      expect(problemOf(answer)).toMatchObject({ code: 'malformed_url', detail: expect.stringContaining('percent-encoded') })
    },
  )

  it.each(['BREW /v1/help HTTP/1.1', 'CONNECT example.org:443 HTTP/1.1'])(
    'is answered with 501 when no address knows the method: %s',
    async (line) => {
      const answer = await send(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect(answer.head).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/)
      expect(problemOf(answer).code).toBe('method_not_implemented')
    },
  )

  it.each(['QUERY', 'TRACE', 'PROPFIND', 'PURGE'])('is answered with 405 when only this address does not: %s', async (method) => {
    const answer = await send(`${method} /v1/help HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer.head).toMatch(/^HTTP\/1\.1 405 [^]*\r\nallow: GET, HEAD, OPTIONS, POST\r\n/i)
    expect(problemOf(answer).code).toBe('method_not_allowed')
  })

  it('is answered with 417 when it expects what cannot be', async () => {
    const head = 'POST /v1/help HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 16\r\n'
    const refused = await send(`${head}Expect: foo\r\n\r\n`)
    expect(refused.head).toMatch(/^HTTP\/1\.1 417 [^]*\r\nconnection: close/i)
    expect(problemOf(refused).code).toBe('expectation_failed')
    const answered = await send(`${head}Expect: 100-continue\r\nConnection: close\r\n\r\n{"country":"FI"}`)
    expect(answered.head).toBe('HTTP/1.1 100 Continue')
    expect(answered.body).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('is answered with 408 soon after its time is over', async () => {
    expect(server.app.server.requestTimeout).toBe(15_000)
    server.app.server.requestTimeout = 100
    server.app.server.headersTimeout = 100
    const answer = await send('GET /livez HTTP/1.1\r\n')
    server.app.server.requestTimeout = 15_000
    server.app.server.headersTimeout = 15_000
    expect(answer.head).toMatch(/^HTTP\/1\.1 408 /)
    expect(problemOf(answer).code).toBe('request_timeout')
  })

  it('is answered with 431 when the headers are too large', async () => {
    const answer = await send(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`)
    expect(answer.head).toMatch(/^HTTP\/1\.1 431 /)
    expect(problemOf(answer).code).toBe('headers_too_large')
  })

  it('is answered with 414 when the address is too long', async () => {
    const answer = await send(`GET /v1/help?country=FI&q=${'a'.repeat(9_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer.head).toMatch(/^HTTP\/1\.1 414 /)
    expect(problemOf(answer).code).toBe('uri_too_long')
  })

  it('does not stop the server from answering others', async () => {
    const answer = await send('GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(answer.head).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('500', () => {
  it('tells the caller nothing of what went wrong, and the log the place but not the words', async () => {
    const words = 'SELECT secret FROM child'
    let isBroken = false
    const broken = await startServer(server.database.url, {
      now: () => {
        if (isBroken) throw new TypeError(words)
        return testNow
      },
    })
    isBroken = true
    const response = await broken.app.inject('/v1/help?country=FI')
    expect(exactly(problemDocument, response.json())).toMatchObject({ status: 500, code: 'internal_error' })
    expect(response.body).not.toMatch(/SELECT|TypeError|at |\.ts/)
    expect(response.headers['cache-control']).toBe('no-store')
    const line = broken.logLines.find((entry) => entry.includes('a request failed')) ?? ''
    expect(line).toContain('TypeError')
    expect(line).toContain('get-help.ts')
    expect(line).not.toContain(words)
    expect(JSON.parse(line).requestId).toBe(response.json().requestId)
    await broken.close()
  })
})

describe('without a database', () => {
  let published: Published
  let away = true

  beforeAll(async () => {
    const real = openPublished(server.database.url)
    const unlessAway = <T>(work: () => Promise<T>) => (away ? Promise.reject(new Error('connect ECONNREFUSED')) : work())
    published = {
      ...real,
      readHead: () => unlessAway(real.readHead),
      readDirectory: () => unlessAway(real.readDirectory),
      readChanges: (since) => unlessAway(() => real.readChanges(since)),
    }
  })
  afterAll(() => published.close())

  it('starts, answers 503 until the directory could be read, and keeps the last one when the database goes', async () => {
    away = true
    const alone = await startServerOn(published)
    for (const url of [
      '/v1/help?country=FI',
      '/v1/listings',
      '/v1/listings/x',
      '/v1/countries',
      '/v1/countries/FI',
      '/v1/vocabulary',
      '/v1/guidance',
      '/readyz',
    ]) {
      const response = await alone.app.inject(url)
      expect([url, response.statusCode, response.headers['retry-after']]).toEqual([url, 503, '2'])
      expect(exactly(problemDocument, response.json()).code).toBe('directory_not_loaded')
    }
    expect((await alone.app.inject('/livez')).statusCode).toBe(200)
    expect((await getProblem(alone.app, '/v1/help?country=FIN')).code).toBe('invalid_parameters')

    away = false
    await alone.app.snapshot.refresh()
    expect((await alone.app.inject('/readyz')).json()).toMatchObject({ status: 'ready', directoryVersion: 1, database: 'answers' })

    away = true
    await alone.app.snapshot.refresh()
    await alone.app.snapshot.refresh()
    expect((await alone.app.inject('/v1/help?country=FI')).statusCode).toBe(200)
    expect((await alone.app.inject('/readyz')).json()).toMatchObject({ status: 'ready', directoryVersion: 1, database: 'away' })
    expect(alone.logLines.filter((line) => line.includes('cannot be read'))).toHaveLength(2)
    await alone.close()
  })
})

describe('every problem', () => {
  it('has an id that the log has too, and that the caller cannot choose', async () => {
    const response = await server.app.inject({ url: '/nothing', headers: { 'x-request-id': 'chosen', 'request-id': 'chosen' } })
    const { requestId } = exactly(problemDocument, response.json())
    expect(response.headers['x-request-id']).toBe(requestId)
    expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(server.logLines.some((line) => line.includes(requestId))).toBe(true)
  })

  it('can be read by any web page, is kept by no cache, and runs nothing', async () => {
    for (const url of ['/nothing', '/v1/help', '/v1/listings/%zz', '/v1/countries/xx', `/v1/listings/${'a'.repeat(300)}`]) {
      const { headers } = await server.app.inject(url)
      expect({ url, ...headers }).toMatchObject({
        url,
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      })
    }
  })
})
