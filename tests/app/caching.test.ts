import { describe, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { startServer, testNow } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'
import { writeListing } from '../support/write-listing.ts'

let now = testNow
const server = useSeededServer({ now: () => now })

const cached = [
  '/v1/help?country=FI&locale=sv&ageBand=13-15',
  '/v1/listings?country=FI&locale=sv',
  '/v1/listings/fi-mll-child-helpline?locale=sv',
  '/v1/countries?locale=sv',
  '/v1/countries/FI?locale=sv',
  '/v1/vocabulary?locale=sv',
  '/v1/guidance?locale=sv',
  '/openapi.json',
]

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers })
const maxAgeOf = (header: unknown) => Number(/max-age=(\d+)/.exec(String(header))?.[1])

describe.each(cached)('%s', (url) => {
  it('has a strong tag, and the same bytes on every node and at every time between two changes', async () => {
    const first = await get(url)
    expect(first.statusCode).toBe(200)
    expect(first.headers['etag']).toMatch(/^"[\w-]+"$/)
    expect(first.headers['cache-control']).toMatch(/^public, max-age=60, stale-while-revalidate=30, stale-if-error=\d+$/)
    const later = await startServer(server.database.url, { now: () => new Date(testNow.getTime() + 5_000) })
    const second = await later.app.inject(url)
    expect(second.body).toBe(first.body)
    expect(second.headers['etag']).toBe(first.headers['etag'])
    await later.close()
  })

  it('answers 304 without a body to who has it', async () => {
    const { headers } = await get(url)
    const tag = String(headers['etag'])
    for (const sent of [tag, `W/${tag}`, `"other", ${tag}`, `W/"other" ,W/${tag}`, '*']) {
      const response = await get(url, { 'if-none-match': sent })
      expect([sent, response.statusCode, response.body]).toEqual([sent, 304, ''])
      expect(response.headers).toMatchObject({
        etag: tag,
        'cache-control': headers['cache-control'],
        'access-control-allow-origin': '*',
      })
    }
    for (const sent of ['"other"', tag.slice(1, -1), 'W/"other"', ''])
      expect((await get(url, { 'if-none-match': sent })).statusCode).toBe(200)
  })

  it('answers HEAD with the same headers and no body', async () => {
    const got = await get(url)
    const head = await server.app.inject({ method: 'HEAD', url })
    expect([head.statusCode, head.body]).toEqual([200, ''])
    const compared = ({ headers }: typeof got) =>
      ['etag', 'cache-control', 'content-type', 'content-length', 'content-language'].map((name) => headers[name])
    expect(compared(head)).toEqual(compared(got))
    const known = await server.app.inject({ method: 'HEAD', url, headers: { 'if-none-match': String(got.headers['etag']) } })
    expect(known.statusCode).toBe(304)
  })

  it('varies by nothing that was not used', async () => {
    expect((await get(url, { 'accept-language': 'ja', origin: 'https://app.example.org' })).headers['vary']).toBe('Accept-Encoding')
  })
})

describe('Vary and Content-Language', () => {
  it.each(cached.filter((url) => url.startsWith('/v1')))('%s without a locale', async (url) => {
    const response = await get(
      url
        .replace(/[?&]locale=sv/, '')
        .replace('/help&', '/help?')
        .replace('/listings&', '/listings?'),
      { 'accept-language': 'fi' },
    )
    expect(response.headers['vary']).toBe('Accept-Encoding, Accept-Language')
    expect(response.headers['content-language']).toContain('fi')
  })

  it('names the languages of all texts, that of the answer first', async () => {
    const response = await get('/v1/help?country=FI&locale=zh-HK')
    const languages = String(response.headers['content-language']).split(', ')
    const { guidance, sections } = response.json()
    const texts = [guidance, ...sections.flatMap(({ listings }: { listings: { locale: string }[] }) => listings)]
    expect(languages[0]).toBe('zh-Hant')
    expect(new Set(languages)).toEqual(new Set(['zh-Hant', ...texts.map(({ locale }: { locale: string }) => locale)]))
  })
})

describe('Cache-Control', () => {
  it('is a minute where nothing changes, and never reaches past the next opening, fresh or stale', async () => {
    const url = '/v1/help?country=FI&locale=sv&ageBand=13-15'
    const opens = new Date('2026-11-23T12:00:00Z')
    for (const [before, header] of [
      [7_200_000, 'max-age=60, stale-while-revalidate=30, stale-if-error=3600'],
      [3_660_000, 'max-age=60, stale-while-revalidate=30, stale-if-error=3600'],
      [600_000, 'max-age=60, stale-while-revalidate=30, stale-if-error=540'],
      [75_500, 'max-age=60, stale-while-revalidate=15, stale-if-error=15'],
      [60_900, 'max-age=60'],
      [60_000, 'max-age=60'],
      [10_000, 'max-age=10'],
      [1_900, 'max-age=1'],
      [400, 'max-age=0'],
    ] as const) {
      now = new Date(opens.getTime() - before)
      const response = await get(url)
      expect(response.json().nextChange).toBe(opens.toISOString())
      expect(response.headers['cache-control']).toBe(`public, ${header}`)
    }
    const closed = await get(url)
    now = opens
    const open = await get(url)
    expect(open.headers['etag']).not.toBe(closed.headers['etag'])
    expect(open.json().sections[0].listings[0]).toMatchObject({ slug: 'fi-mll-helpline-swedish', openNow: true })
    now = testNow
  })

  it('never reaches past the next opening of a listing shown in the catalogue', async () => {
    now = new Date('2026-11-23T11:59:50Z')
    for (const url of ['/v1/listings?q=barn-%20och%20ungdomstelefonen', '/v1/listings/fi-mll-helpline-swedish']) {
      expect([url, maxAgeOf((await get(url)).headers['cache-control'])]).toEqual([url, 10])
    }
    now = testNow
  })
})

describe('a publication', () => {
  it('gives the next answer another tag and version', async () => {
    const before = await get('/v1/listings?country=FI&limit=100')
    const client = await connectOnce(server.database.url)
    const { slug } = await writeListing(client)
    await client.end()
    await server.app.snapshot.refresh()
    const after = await get('/v1/listings?country=FI&limit=100', { 'if-none-match': String(before.headers['etag']) })
    expect(after.statusCode).toBe(200)
    expect(after.json().directoryVersion).toBe(before.json().directoryVersion + 1)
    expect(after.body).toContain(slug)
  })
})

describe('a listing that is not public', () => {
  it.each(['/v1/listings/nothing', '/v1/listings/fi-mll-child-helpline?country=BR'])(
    'takes the place of the one that a cache may have kept, in every language: %s',
    async (url) => {
      const response = await get(url, { 'accept-encoding': 'br', 'accept-language': 'fi' })
      expect(response.statusCode).toBe(404)
      expect(response.headers['cache-control']).toBe('public, max-age=60, stale-if-error=3600')
      expect(response.headers['vary']).toBeUndefined()
    },
  )
})

describe('answers that no cache may keep', () => {
  it.each(['/livez', '/readyz'])('%s', async (url) => {
    const response = await get(url)
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(response.headers['etag']).toBeUndefined()
  })
})

describe('other origins', () => {
  it('may ask with a preflight', async () => {
    const response = await server.app.inject({
      method: 'OPTIONS',
      url: '/v1/help',
      headers: {
        origin: 'https://app.example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(response.statusCode).toBe(204)
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST',
    })
    expect(response.headers['access-control-allow-headers']).toContain('Content-Type')
    expect(response.headers['access-control-allow-credentials']).toBeUndefined()
  })

  it('may read every header', async () => {
    const response = await get('/v1/help?country=FI', { origin: 'https://app.example.org' })
    expect(response.headers['access-control-allow-origin']).toBe('*')
    expect(response.headers['access-control-expose-headers']).toBe('*')
  })

  it('read nothing that is for those who sign in, however the address is written', async () => {
    for (const url of ['/v1/sign-in/session', '/v1/%73ign-in/session', '/%76%31/sign%2Din/session?x', '/v1/console/me', '/v1/%63onsole/me']) {
      const { statusCode, headers } = await get(url, { origin: 'https://app.example.org' })
      expect(statusCode, url).not.toBe(404)
      expect(headers['access-control-allow-origin'], url).toBeUndefined()
      expect(headers, url).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    }
  })

  it('learn from OPTIONS what an address answers, with and without a preflight', async () => {
    const options = (url: string) => server.app.inject({ method: 'OPTIONS', url })
    for (const [url, allow] of [
      ['/v1/help', 'GET, HEAD, OPTIONS, POST'],
      ['/v1/listings?country=FI', 'GET, HEAD, OPTIONS'],
      ['/docs', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const { statusCode, headers } = await options(url)
      expect([statusCode, headers['allow']]).toEqual([204, allow])
      expect(headers['access-control-allow-methods']).toBe(allow.replace('OPTIONS, ', '').replace(', OPTIONS', ''))
    }
    const unknown = await options('/v1/nothing')
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'route_not_found'])
    expect(unknown.headers['access-control-allow-methods']).toBeUndefined()
  })
})
