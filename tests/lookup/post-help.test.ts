import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { helpView } from '../../src/lookup/views/help-view.ts'
import { exactly, getProblem } from '../support/server.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

const server = useSeededServer()

const json = { 'content-type': 'application/json' }
const post = (payload: string, headers: Record<string, string> = json) => ({
  method: 'POST' as const,
  url: '/v1/help',
  payload,
  headers,
})

describe('POST /v1/help: 200', () => {
  it('answers the same as GET, and no cache keeps it', async () => {
    const body = {
      country: 'fi',
      locale: 'sv',
      age: 14,
      situation: 'sextortion',
      topic: ['sextortion'],
      channel: ['chat'],
      limit: 2,
      explain: true,
    }
    const posted = await server.app.inject(post(JSON.stringify(body)))
    const got = await server.app.inject(
      '/v1/help?country=fi&locale=sv&age=14&situation=sextortion&topic=sextortion&channel=chat&limit=2&explain=true',
    )
    expect(posted.statusCode).toBe(200)
    expect(exactly(helpView, posted.json())).toEqual(got.json())
    expect(posted.headers['cache-control']).toBe('no-store')
    expect(posted.headers['etag']).toBeUndefined()
    expect(posted.headers['content-language']).toBe(got.headers['content-language'])
  })

  it('follows Accept-Language', async () => {
    const posted = await server.app.inject(post('{"country":"FI"}', { ...json, 'accept-language': 'ar' }))
    expect(posted.json().locale).toBe('ar')
  })
})

describe('POST /v1/help: 400', () => {
  it('names every fault by its place in the body', async () => {
    const problem = await getProblem(
      server.app,
      post(
        '{"country":"FIN","age":"14","ageBand":"13-15","topic":"x","channel":["chat","fax"],"ageband":1,"a/b~c":1,"explain":"true","limit":2.5,"subdivision":null}',
      ),
    )
    expect(problem.code).toBe('invalid_body')
    const at = (pointer: string) => problem.errors?.find((error) => error.pointer === pointer)?.code
    expect(problem.errors?.every(({ parameter }) => parameter === undefined)).toBe(true)
    expect([
      at('/country'),
      at('/age'),
      at('/topic'),
      at('/channel/1'),
      at('/ageband'),
      at('/explain'),
      at('/limit'),
      at('/subdivision'),
    ]).toEqual([
      'unknown_value',
      'wrong_type',
      'wrong_type',
      'unknown_value',
      'unknown_parameter',
      'wrong_type',
      'wrong_type',
      'wrong_type',
    ])
    expect(problem.errors).toHaveLength(10)
  })

  it('refuses impossible combinations', async () => {
    const problem = await getProblem(
      server.app,
      post('{"country":"FI","audience":"child","ageBand":"18-plus","subdivision":"SE-AB"}'),
    )
    expect(problem.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/audience', 'impossible_combination'],
      ['/subdivision', 'impossible_combination'],
    ])
  })

  it('refuses parameters in the address, where the question must not be', async () => {
    const problem = await getProblem(server.app, { ...post('{"country":"FI"}'), url: '/v1/help?situation=sextortion' })
    expect(problem.errors?.[0]).toMatchObject({ parameter: 'situation', code: 'unknown_parameter' })
  })

  it.each(['[]', '"FI"', 'null', '1'])('refuses a body that is no object: %s', async (body) => {
    expect((await getProblem(server.app, post(body))).code).toBe('invalid_body')
  })

  it.each([
    '{',
    '{"country":"FI"',
    "{'country':'FI'}",
    '{"country":"FI",}',
    '{"country":"FI"} // Finland',
    `{"country":"FI","topic":${'['.repeat(8_000)}`,
    '\u0000',
  ])('refuses a body that is no JSON: %s', async (body) => {
    const problem = await getProblem(server.app, post(body))
    expect(problem.code).toBe('malformed_json')
    expect(JSON.stringify(problem)).not.toContain('FI')
  })

  it.each([
    ['{"country":"FI"', 'line 1, column 16'],
    ['{"country":"FI",\n "age":}', 'line 2, column 8'],
    ["{'country':'FI'}", 'line 1, column 2'],
  ])('says where it is no JSON: %j', async (body, place) => {
    expect((await getProblem(server.app, post(body))).detail).toContain(place)
  })

  it('refuses names that stand twice, of which a reader would keep the last in silence', async () => {
    const problem = await getProblem(server.app, post('{"country":"FI","ageBand":"13-15","ageB\\u0061nd":"18-plus"}'))
    expect(problem.errors).toEqual([expect.objectContaining({ pointer: '/ageBand', code: 'repeated_parameter' })])
  })

  it.each(['{"country":"FI","__proto__":{"x":1}}', '{"country":"FI","constructor":{"prototype":{}}}'])(
    'refuses names that mean something to JavaScript as it does all unknown ones: %s',
    async (body) => {
      const problem = await getProblem(server.app, post(body))
      expect(problem.errors).toEqual([
        expect.objectContaining({ pointer: expect.stringMatching(/^\/(__proto__|constructor)$/), code: 'unknown_parameter' }),
      ])
    },
  )

  it('refuses a list deeper than any question, as a value of the wrong type', async () => {
    const body = `{"country":"FI","age":${'['.repeat(8_000)}${']'.repeat(8_000)}}`
    expect((await getProblem(server.app, post(body))).errors).toEqual([
      expect.objectContaining({ pointer: '/age', code: 'wrong_type' }),
    ])
  })

  it('names the faults of the address and of the body together', async () => {
    const problem = await getProblem(server.app, { ...post('{"ageband":1}'), url: '/v1/help?x=1' })
    expect(problem.errors?.map(({ parameter, pointer, code }) => [parameter ?? pointer, code])).toEqual([
      ['x', 'unknown_parameter'],
      ['/ageband', 'unknown_parameter'],
      ['/country', 'missing'],
    ])
  })

  it('refuses an empty body', async () => {
    expect((await getProblem(server.app, post(''))).code).toBe('malformed_json')
  })

  it('refuses a null byte in a field', async () => {
    const problem = await getProblem(server.app, post('{"country":"FI\\u0000"}'))
    expect(problem.errors?.[0]).toMatchObject({ pointer: '/country' })
  })
})

describe('POST /v1/help: 413 and 415', () => {
  it('refuses a body above 16 KiB, and names the limit', async () => {
    const problem = await getProblem(server.app, post(JSON.stringify({ country: 'a'.repeat(17_000) })))
    expect(problem.code).toBe('body_too_large')
    expect(problem.detail).toContain('16 KiB')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', 'nonsense'])(
    'refuses %s',
    async (type) => {
      expect((await getProblem(server.app, post('country=FI', { 'content-type': type }))).code).toBe('unsupported_media_type')
    },
  )

  it.each(['gzip', 'br', 'deflate', 'zstd', 'GZip', 'identity, gzip', 'nonsense'])('refuses a body that says it is in %s, plain or not', async (coding) => {
    const question = { ...post('{"country":"FI"}'), headers: { ...json, 'content-encoding': coding } }
    for (const payload of ['{"country":"FI"}', gzipSync('{"country":"FI"}')]) {
      const response = await server.app.inject({ ...question, payload })
      expect(response.json()).toMatchObject({ status: 415, code: 'unsupported_media_type', detail: 'Send the body as it is, without Content-Encoding.' })
      expect(response.headers['accept-encoding']).toBe('identity')
    }
  })

  it.each(['identity', 'Identity', ''])('reads a body that says it is in %j', async (coding) => {
    expect((await server.app.inject(post('{"country":"FI"}', { ...json, 'content-encoding': coding }))).statusCode).toBe(200)
  })
})
