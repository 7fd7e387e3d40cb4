import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { guardConnections } from '../../../src/app/limits/guard-connections.ts'
import { mostConnections } from '../../../src/app/limits/most-connections.ts'
import { manualPace } from '../../support/manual-pace.ts'
import { waitUntil } from '../../support/wait-until.ts'

const servers: Server[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) await promisify(server.close.bind(server))()
})

async function start(answer: RequestListener, most?: number) {
  const pace = manualPace()
  const refused: string[] = []
  const server = createServer(answer)
  servers.push(server)
  guardConnections(server, { pace, refused: (reason) => refused.push(reason), ...(most === undefined ? {} : { most }) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const open = () => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    return socket
  }
  return { server, pace, refused, open, connections: () => promisify(server.getConnections.bind(server))() }
}

/** More than the system takes from us while nobody reads. */
const large = Buffer.alloc(32 * 1024 * 1024)
const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

/** Resolves when the answer waits for its reader. */
const waiting = (server: Server) => {
  const { promise, resolve } = Promise.withResolvers<Socket>()
  server.on('request', (_request, response) => {
    if (response.socket !== null) resolve(response.socket)
  })
  return promise
}

describe('a caller that does not take its answer', () => {
  it('is cut off after a minute, and not before', async () => {
    const { server, pace, open } = await start((_request, response) => response.end(large))
    const answering = waiting(server)
    const client = open().pause()
    client.write(request)
    const socket = await answering
    await waitUntil('the answer waits', () => Promise.resolve(socket.writableLength > 0))
    pace.pass(60_000)
    expect(socket.destroyed).toBe(false)
    pace.pass(10_000)
    expect(socket.destroyed).toBe(true)
  })

  it('is not cut off when it has taken it meanwhile', async () => {
    const { server, pace, open } = await start((_request, response) => response.end(large))
    const answering = waiting(server)
    const client = open().pause()
    client.write(request)
    const socket = await answering
    await waitUntil('the answer waits', () => Promise.resolve(socket.writableLength > 0))
    pace.pass(50_000)
    client.resume()
    await waitUntil('the answer is taken', () => Promise.resolve(socket.writableLength === 0))
    pace.pass(200_000)
    expect(socket.destroyed).toBe(false)
  })

  it('is not cut off while it goes on taking enough of what waits', async () => {
    const { server, pace, open } = await start((_request, response) => {
      const writeOn = () => void response.write(Buffer.alloc(1024 * 1024), (fault) => (fault ? undefined : writeOn()))
      writeOn()
    })
    const answering = waiting(server)
    const client = open().pause()
    client.write(request)
    const socket = await answering
    await waitUntil('the answer waits', () => Promise.resolve(socket.writableLength > 0))
    for (let minute = 0; minute < 5; minute++) {
      const before = socket.bytesWritten - socket.writableLength
      client.resume()
      await waitUntil('some of it is taken', () => Promise.resolve(socket.bytesWritten - socket.writableLength >= before + 1024 * 1024))
      client.pause()
      pace.pass(59_000)
      expect(socket.destroyed).toBe(false)
    }
  })

  it('is left alone while its answer is still being made', async () => {
    const { server, pace, open } = await start(() => undefined)
    const answering = waiting(server)
    open().write(request)
    const socket = await answering
    pace.pass(300_000)
    expect(socket.destroyed).toBe(false)
  })
})

describe('more connections than there may be', () => {
  it('are closed at once and counted, and those that are open go on', async () => {
    const { refused, open, connections } = await start((_request, response) => response.end('well'), 3)
    const first = [open(), open(), open()]
    await waitUntil('all are open', async () => (await connections()) === 3)
    const late = open()
    await once(late.resume(), 'close')
    expect(refused).toEqual(['connections'])
    for (const socket of first) {
      socket.write(request)
      const [answer] = await once(socket, 'data')
      expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
    }
  })

  it('make room by closing those that have been answered and only might ask again', async () => {
    const { open, connections } = await start((_request, response) => response.end('well'), 2)
    const answered = open()
    answered.write(request)
    await once(answered, 'data')
    const asking = open()
    asking.write('GET / HTTP/1.1\r\n')
    await waitUntil('both are open', async () => (await connections()) === 2)
    const gone = once(answered.resume(), 'close')
    open().resume()
    await gone
    await waitUntil('there is room', async () => (await connections()) === 1)
    const next = open()
    next.write(request)
    expect(String((await once(next, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /)
    expect(asking.destroyed).toBe(false)
  })

  it('never take the descriptors that the database, files and logs need', () => {
    const limit = (process.report.getReport() as { userLimits: { open_files: { soft: number | 'unlimited' } } }).userLimits.open_files.soft
    const openFiles = limit === 'unlimited' ? 100_000 : Math.min(limit, 100_000)
    expect(mostConnections()).toBeGreaterThan(0)
    expect(mostConnections()).toBeLessThanOrEqual(openFiles - Math.min(256, openFiles / 2))
  })
})

describe('a system that has no descriptor left', () => {
  it('does not end the process', async () => {
    const { server, refused } = await start((_request, response) => response.end())
    server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE', syscall: 'accept' }))
    expect(refused).toEqual(['connections'])
  })
})
