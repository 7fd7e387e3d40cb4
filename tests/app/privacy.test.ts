import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, it } from 'vitest'
import { connectOnce } from '../../src/db/connect-once.ts'
import { useSeededServer } from '../support/use-seeded-server.ts'

/** Part of everything that the callers of this test send. */
const word = 'zzsecretzz'

const server = useSeededServer()

beforeAll(async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  await burst()
})

async function burst(): Promise<void> {
  const { port } = server.app.server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const headers = {
    'user-agent': word,
    referer: `https://${word}.example.org/`,
    cookie: `a=${word}`,
    'x-forwarded-for': '203.0.113.77',
    'x-real-ip': '203.0.113.77',
    'x-request-id': word,
    'accept-language': `sv, x-${word}`,
    authorization: `Bearer ${word}`,
  }
  const paths = [
    '/v1/help?country=FI&ageBand=13-15&situation=sextortion&locale=sv',
    `/v1/help?country=${word}&age=14&${word}=1`,
    `/v1/listings?q=${word}`,
    `/v1/listings/${word}`,
    `/v1/listings/${word}%zz`,
    `/v1/listings/${word.repeat(50)}`,
    `/v1/countries/${word}`,
    `/${word}?${word}`,
    `/docs/static/${word}`,
    `/v1/guidance?situation=${word}`,
    `/v1/help?${'a'.repeat(9000)}${word}`,
  ]
  const json = { ...headers, 'content-type': 'application/json' }
  for (const path of paths)
    for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS']) await fetch(`${origin}${path}`, { method, headers })
  const bodies = [
    `{"country":"FI","situation":"sextortion","age":14}`,
    `{"country":"${word}"}`,
    `{${word}`,
    `"${word}"`,
    JSON.stringify({ country: word.repeat(5000) }),
  ]
  for (const body of bodies) await fetch(`${origin}/v1/help`, { method: 'POST', headers: json, body })
  await fetch(`${origin}/v1/help`, { method: 'POST', headers: { ...headers, 'content-type': `text/${word}` }, body: word })
  for (const bytes of [
    `${word}\r\n\r\n`,
    `GET /${word} HTTP/1.1\r\nHost: x\r\n${word}\r\n\r\n`,
    `GET /livez HTTP/1.1\r\nHost: x\r\nA: ${word.repeat(5000)}\r\n\r\n`,
  ]) {
    const socket = connect(port, '127.0.0.1').resume()
    socket.write(bytes)
    await once(socket, 'close')
  }
}

it('logs one line a request, with nothing in it but which operation, its outcome and its time', () => {
  const lines = server.logLines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request')
  expect(lines.length).toBeGreaterThan(40)
  for (const line of lines) {
    expect(Object.keys(line).sort()).toEqual(['level', 'method', 'ms', 'msg', 'requestId', 'route', 'status', 'time'])
    expect(String(line['route'])).toMatch(/^(?:null|\*|\/[a-z0-9/:.*]*)$/)
    expect(line['requestId']).toMatch(/^[0-9a-f-]{36}$/)
  }
  expect(lines).toContainEqual(expect.objectContaining({ method: 'GET', route: '/v1/listings/:listing', status: 404 }))
  expect(lines).toContainEqual(expect.objectContaining({ method: 'POST', route: '/v1/help', status: 200 }))
})

it('logs nothing, at any level, that the callers sent or where they were', () => {
  const log = server.logLines.join('')
  for (const trace of [word, '203.0.113.77', 'sextortion', '13-15', 'Mozilla', 'node', '"FI"', 'aaaa', 'remoteAddress', '?'])
    expect(log).not.toContain(trace)
  const withoutAddressOfServer = server.logLines.filter((line) => !line.includes('Server listening at')).join('')
  expect(withoutAddressOfServer).not.toContain('127.0.0.1')
})

it('writes nothing of it to any table', async () => {
  const client = await connectOnce(server.database.url)
  const { rows } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  )
  expect(rows.length).toBeGreaterThan(8)
  for (const { name } of rows) {
    const found = await client.query(`SELECT FROM "${name}" AS entry WHERE entry::text LIKE $1`, [`%${word}%`])
    expect([name, found.rowCount]).toEqual([name, 0])
  }
  await client.end()
})
