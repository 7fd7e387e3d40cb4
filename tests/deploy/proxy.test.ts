import { request, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startProxy } from '../../deploy/proxy/start-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startFakeNodes, type FakeNodes } from './fake-nodes.ts'

let nodes: FakeNodes
let proxy: Awaited<ReturnType<typeof startProxy>>
let now = 0

beforeEach(async () => {
  now = 1000
  nodes = await startFakeNodes()
  proxy = await startProxy({ host: '127.0.0.1', port: 0, nodes: nodes.addresses, clock: () => now })
})
afterEach(async () => {
  await proxy.stop()
  await nodes.close()
})

const pass = (seconds: number) => {
  now += seconds * 1000
}

interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

function ask(path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: proxy.port, path, method, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (part: string) => (text += part))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

let answers = 0
/** Answers with another body each time. */
const answer = (cacheControl: string, headers: Record<string, string> = {}, status = 200): RequestListener => (_, response) => {
  answers += 1
  response.writeHead(status, { 'cache-control': cacheControl, etag: `"${answers}"`, ...headers })
  response.end(`answer ${answers}`)
}
const die: RequestListener = (incoming) => void incoming.socket.destroy()
const said = ({ headers }: Got) => headers['cache-status']

describe('an answer that may be kept', () => {
  it('is asked of a node once, and tells its age', async () => {
    nodes.behave(answer('public, max-age=60'))
    const first = await ask('/v1/help?country=FI')
    expect(first).toMatchObject({ status: 200 })
    expect(said(first)).toBe('directory-proxy; fwd=uri-miss')
    pass(59)
    const second = await ask('/v1/help?country=FI')
    expect(second).toMatchObject({ body: first.body, headers: { etag: first.headers.etag, age: '59', 'cache-status': 'directory-proxy; hit' } })
    expect(nodes.seen).toHaveLength(1)
    pass(1)
    expect((await ask('/v1/help?country=FI')).body).not.toBe(first.body)
  })

  it('is one question to a node for all who ask at once', async () => {
    const waiting: (() => void)[] = []
    nodes.behave((incoming, response) => void waiting.push(() => answer('public, max-age=60')(incoming, response)))
    const asked = Promise.all(Array.from({ length: 20 }, () => ask('/a')))
    await waitUntil('a node is asked', () => Promise.resolve(waiting.length > 0))
    for (const go of waiting) go()
    const got = await asked
    expect(new Set(got.map(({ body }) => body)).size).toBe(1)
    expect(nodes.seen).toHaveLength(1)
    expect(got.filter((one) => String(said(one)).startsWith('directory-proxy; hit'))).toHaveLength(19)
  })

  it('is one for each value of what it varies by', async () => {
    nodes.behave((incoming, response) => {
      response.writeHead(200, { 'cache-control': 'public, max-age=60', vary: 'Accept-Encoding, Accept-Language' })
      response.end(incoming.headers['accept-language'] ?? 'none')
    })
    for (const language of ['fi', 'sv', 'fi']) expect((await ask('/a', { headers: { 'accept-language': language } })).body).toBe(language)
    expect((await ask('/a')).body).toBe('none')
    expect(nodes.seen).toHaveLength(3)
  })

  it('is not sent to those who have it, nor to HEAD', async () => {
    nodes.behave(answer('public, max-age=60', { 'content-language': 'fi' }))
    const { headers, body } = await ask('/a')
    const etag = headers.etag ?? ''
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect(await ask('/a', { headers: { 'if-none-match': value } })).toMatchObject({ status: 304, body: '', headers: { etag, 'content-language': 'fi' } })
    }
    expect(await ask('/a', { headers: { 'if-none-match': '"other"' } })).toMatchObject({ status: 200, body })
    expect(await ask('/a', { method: 'HEAD' })).toMatchObject({ status: 200, body: '', headers: { 'content-length': String(body.length) } })
    expect(nodes.seen).toHaveLength(1)
    expect(await ask('/b', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
    expect(said(await ask('/b'))).toBe('directory-proxy; hit')
  })

  it('does not tell one caller how much of a limit another has left', async () => {
    nodes.behave(answer('public, max-age=60', { ratelimit: '"default";r=3;t=9', 'ratelimit-policy': '"default";q=60;w=60' }))
    expect((await ask('/a')).headers).toMatchObject({ ratelimit: '"default";r=3;t=9' })
    expect((await ask('/a')).headers).not.toHaveProperty('ratelimit')
    expect((await ask('/a')).headers).not.toHaveProperty('ratelimit-policy')
  })
})

describe('an answer that is no longer fresh', () => {
  it('is shown while the next one is fetched, for as long as it says', async () => {
    nodes.behave(answer('public, max-age=60, stale-while-revalidate=30'))
    const old = await ask('/a')
    pass(89)
    const stale = await ask('/a')
    expect(stale).toMatchObject({ body: old.body, headers: { age: '89', 'cache-status': 'directory-proxy; hit; detail=stale-while-revalidate' } })
    await waitUntil('the next answer is there', async () => said(await ask('/a')) === 'directory-proxy; hit')
    expect(nodes.seen).toHaveLength(2)
    pass(90)
    expect(said(await ask('/a'))).toBe('directory-proxy; fwd=stale')
  })

  it('is confirmed by 304, and then shown as long as the confirmation says', async () => {
    nodes.behave(answer('public, max-age=60'))
    const old = await ask('/a')
    pass(60)
    nodes.behave((_, response) => response.writeHead(304, { 'cache-control': 'public, max-age=5', etag: old.headers.etag }).end())
    expect(await ask('/a')).toMatchObject({ status: 200, body: old.body, headers: { 'cache-control': 'public, max-age=5' } })
    expect(nodes.seen[1]?.headers['if-none-match']).toBe(old.headers.etag)
    pass(4)
    expect(said(await ask('/a'))).toBe('directory-proxy; hit')
    pass(1)
    expect(said(await ask('/a'))).toBe('directory-proxy; fwd=stale')
  })

  it('no longer says that the database is away, once a node confirms it without saying so', async () => {
    nodes.behave(answer('public, max-age=60', { 'directory-database': 'away' }))
    const old = await ask('/a')
    expect(old.headers).toMatchObject({ 'directory-database': 'away' })
    pass(60)
    nodes.behave((_, response) => response.writeHead(304, { 'cache-control': 'public, max-age=60', etag: old.headers.etag }).end())
    expect((await ask('/a')).headers).not.toHaveProperty('directory-database')
    expect(await ask('/a')).toMatchObject({ status: 200, body: old.body, headers: { 'cache-status': 'directory-proxy; hit' } })
  })

  it.each([
    ['no node answers', die],
    ['the nodes say 500', answer('no-store', {}, 500)],
    ['the nodes say 503', answer('no-store', {}, 503)],
  ])('is shown while %s, for as long as it says and no longer', async (_, fault) => {
    nodes.behave(answer('public, max-age=60, stale-if-error=40'))
    const old = await ask('/a')
    nodes.behave(fault)
    pass(99)
    expect(await ask('/a')).toMatchObject({ status: 200, body: old.body, headers: { 'cache-status': 'directory-proxy; hit; detail=stale-if-error' } })
    pass(1)
    expect((await ask('/a')).status).toBeGreaterThanOrEqual(500)
  })

  it('is not shown once a node has said that it is gone, not even when the nodes fail later', async () => {
    nodes.behave(answer('public, max-age=60, stale-if-error=3600'))
    await ask('/a')
    pass(60)
    nodes.behave(answer('no-store', {}, 404))
    expect(await ask('/a')).toMatchObject({ status: 404 })
    nodes.behave(die)
    expect(await ask('/a')).toMatchObject({ status: 503 })
  })

  it.each(['must-revalidate', 's-maxage=60'])('is never shown with %s', async (directive) => {
    nodes.behave(answer(`public, max-age=60, stale-while-revalidate=30, stale-if-error=30, ${directive}`))
    await ask('/a')
    nodes.behave(die)
    pass(60)
    expect(await ask('/a')).toMatchObject({ status: 503 })
  })
})

describe('what is never kept', () => {
  it.each([
    ['no-store', answer('no-store')],
    ['private', answer('private, max-age=60')],
    ['no-cache', answer('no-cache, max-age=60')],
    ['no freshness', answer('public, max-age=0, stale-if-error=60')],
    ['a cookie', answer('public, max-age=60', { 'set-cookie': 'a=b' })],
    ['variation by everything', answer('public, max-age=60', { vary: '*' })],
    ['faults', answer('no-store', {}, 500)],
  ])('%s', async (_, behaviour) => {
    nodes.behave(behaviour)
    const first = await ask('/a')
    expect((await ask('/a')).body).not.toBe(first.body)
    expect(said(first)).toBe('directory-proxy; fwd=uri-miss')
  })

  it('answers to POST, and to whoever shows a login', async () => {
    nodes.behave(answer('public, max-age=60'))
    expect(said(await ask('/a', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }))).toBe('directory-proxy; fwd=method')
    expect(nodes.seen[0]).toMatchObject({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'content-length': '2' } })
    const headers = { authorization: 'Bearer key' }
    expect(said(await ask('/a', { headers }))).toBe('directory-proxy; fwd=bypass')
    expect(said(await ask('/a', { headers }))).toBe('directory-proxy; fwd=bypass')
    expect(said(await ask('/a'))).toBe('directory-proxy; fwd=uri-miss')
  })

  it.each(['/v1/console/me', '/v1/sign-in/session'])('what is for somebody who signed in, whatever it says: %s', async (url) => {
    nodes.behave(answer('public, max-age=60'))
    expect(said(await ask(url, { headers: { cookie: 'session=1' } }))).toBe('directory-proxy; fwd=bypass')
    expect(said(await ask(url, { headers: { cookie: 'session=2' } }))).toBe('directory-proxy; fwd=bypass')
    expect(nodes.seen).toHaveLength(2)
  })
})

describe('two nodes', () => {
  it('are asked in turn', async () => {
    nodes.behave(answer('no-store'))
    for (const path of ['/1', '/2', '/3', '/4']) await ask(path)
    expect(nodes.seen.map(({ node }) => node)).toEqual([0, 1, 0, 1])
  })

  it('stand in for each other: for what dies, for what says that it has no room, for half an answer', async () => {
    const half: RequestListener = (_, response) => {
      response.writeHead(200, { 'cache-control': 'public, max-age=60', 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    for (const fault of [die, answer('no-store', {}, 503), half]) {
      nodes.behave(fault, answer('no-store'))
      for (const path of ['/1', '/2', '/3']) expect(await ask(path)).toMatchObject({ status: 200, body: expect.stringMatching(/^answer \d+$/) })
      nodes.behave(answer('no-store'), fault)
      for (const path of ['/1', '/2', '/3']) expect(await ask(path)).toMatchObject({ status: 200 })
    }
  })

  it('give on what both say', async () => {
    nodes.behave(answer('no-store', { 'retry-after': '7' }, 503))
    expect(await ask('/a')).toMatchObject({ status: 503, headers: { 'retry-after': '7' } })
  })

  it('never get the same POST twice, as it may change something', async () => {
    nodes.behave(die)
    expect(await ask('/a', { method: 'POST', body: 'x' })).toMatchObject({ status: 503 })
    expect(nodes.seen).toHaveLength(1)
  })

  it('stand in for each other also for a question for help in a body, which changes nothing', async () => {
    const question = { method: 'POST', body: '{"country":"FI"}' }
    for (const behaviour of [[die, answer('no-store')], [answer('no-store'), die]] as const) {
      nodes.behave(...behaviour)
      for (let times = 0; times < 3; times += 1) expect(await ask('/v1/help', question)).toMatchObject({ status: 200 })
    }
    expect(nodes.seen.every(({ method, body }) => method === 'POST' && body === question.body)).toBe(true)
  })

  it('that are both gone, are said to be, in a problem document that any page may read', async () => {
    await nodes.close()
    nodes = await startFakeNodes()
    expect(await ask('/a')).toMatchObject({
      status: 503,
      headers: { 'content-type': 'application/problem+json', 'access-control-allow-origin': '*', 'cache-control': 'no-store', 'retry-after': '5' },
      body: expect.stringContaining('"status":503'),
    })
  })
})

describe('what a node gets of a caller', () => {
  it('is no more than it needs, and who called, after those who said so themselves', async () => {
    nodes.behave(answer('no-store'))
    await ask('/a', {
      headers: { 'user-agent': 'tell-tale', referer: 'https://tell-tale.example/', 'x-forwarded-for': '203.0.113.9', 'accept-language': 'fi', te: 'trailers', connection: 'close, x-hop', 'x-hop': '1' },
    })
    expect(nodes.seen[0]?.headers).toEqual({
      host: `127.0.0.1:${proxy.port}`,
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
      'accept-language': 'fi',
      via: '1.1 directory-proxy',
      connection: 'keep-alive',
    })
  })

  it('is not a body larger than it reads', async () => {
    expect(await ask('/a', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).toMatchObject({ status: 413 })
    expect(nodes.seen).toEqual([])
  })

  it('is nothing, of whoever asks for metrics', async () => {
    for (const address of ['/metrics?a=b', '/%6Detrics', '//metrics', '/metrics/']) expect(await ask(address)).toMatchObject({ status: 404 })
    for (const address of ['http://x/metrics', '/%zz']) expect(await ask(address)).toMatchObject({ status: 400 })
    expect(nodes.seen).toEqual([])
  })
})

describe('a proxy that stops', () => {
  it('finishes what was asked', async () => {
    const waiting: (() => void)[] = []
    nodes.behave((incoming, response) => void waiting.push(() => answer('no-store')(incoming, response)))
    const asked = ask('/a')
    await waitUntil('a node is asked', () => Promise.resolve(waiting.length > 0))
    const stopped = proxy.stop()
    for (const go of waiting) go()
    expect(await asked).toMatchObject({ status: 200 })
    await stopped
    await expect(ask('/a')).rejects.toThrow('ECONNREFUSED')
    proxy = await startProxy({ host: '127.0.0.1', port: 0, nodes: [] })
  })
})
