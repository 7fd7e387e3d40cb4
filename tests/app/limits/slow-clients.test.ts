import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { useSeededServer } from '../../support/use-seeded-server.ts'
import { valueOf } from '../../support/metrics.ts'
import { waitUntil } from '../../support/wait-until.ts'

const server = useSeededServer()
const sockets: Socket[] = []

beforeAll(async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  // The server looks for late requests once a second; the times are those that this test waits for.
  server.app.server.headersTimeout = 200
  server.app.server.requestTimeout = 400
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await waitUntil('no connection is open', async () => (await connectionsOf(server.app.server)) === 0)
})

const connectionsOf = (http: Server) => promisify(http.getConnections.bind(http))()

/** A connection that keeps its own side open, whatever the server does. */
function open(): { socket: Socket; received: () => string } {
  const { port } = server.app.server.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).setEncoding('utf8')
  sockets.push(socket)
  let text = ''
  socket.on('data', (part: string) => (text += part))
  // Cut off by the server: what these tests are about.
  socket.on('error', (error: NodeJS.ErrnoException) => expect(['ECONNRESET', 'EPIPE']).toContain(error.code))
  return { socket, received: () => text }
}

const noConnection = () => waitUntil('the server has let go of the connection', async () => (await connectionsOf(server.app.server)) === 0)

describe('a caller that takes up a connection', () => {
  it('and sends nothing at all, is told and cut off', async () => {
    const { socket, received } = open()
    await once(socket, 'end')
    await noConnection()
    expect(received()).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/)
  })

  it('and never ends its headers, is told and cut off', async () => {
    const { socket, received } = open()
    socket.write('GET /livez HTTP/1.1\r\nHost: x\r\n')
    const trickle = setInterval(() => socket.write('a: b\r\n'), 50)
    await once(socket, 'end')
    clearInterval(trickle)
    await noConnection()
    expect(received()).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/)
  })

  it('and sends its body byte by byte, is told and cut off', async () => {
    const before = (await valueOf(server.app, 'http_unreadable_requests_total', { fault: 'timeout' })) ?? 0
    const { socket, received } = open()
    socket.write('POST /v1/help HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n')
    const trickle = setInterval(() => socket.write('{'), 50)
    await once(socket, 'end')
    clearInterval(trickle)
    await noConnection()
    expect(received()).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/)
    expect(received().match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(await valueOf(server.app, 'http_unreadable_requests_total', { fault: 'timeout' })).toBe(before + 1)
  })

  it.each([
    ['with what is no request', 'what is this\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['with a method that there is not', 'BREW /v1/help HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 501 /],
    ['with too many headers', `GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    ['with CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 501 /],
    ['and expects what cannot be', 'POST /v1/help HTTP/1.1\r\nHost: x\r\nExpect: foo\r\nContent-Length: 10\r\n\r\n', /^HTTP\/1\.1 417 /],
    ['with a body that is too large', `POST /v1/help HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{`, /^HTTP\/1\.1 413 /],
  ])('%s, and never closes it, is answered and cut off', async (_what, bytes, status) => {
    const { socket, received } = open()
    socket.write(bytes)
    await once(socket, 'end')
    await noConnection()
    expect(received()).toMatch(status)
  })
})

describe('the limits of the server itself', () => {
  it('are not those of this test', async () => {
    const { httpServerOptions } = await import('../../../src/app/limits/http-server-options.ts')
    expect(httpServerOptions).toMatchObject({ headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 72_000 })
    expect(server.app.server.keepAliveTimeout).toBe(72_000)
  })
})
