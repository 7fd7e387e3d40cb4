import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lookAtLink } from '../../../src/jobs/links/look-at-link.ts'
import { linkAgent } from '../../../src/jobs/links/link-agent.ts'
import { startWebServer, type WebServer } from '../../support/web-server.ts'
import { waitUntil } from '../../support/wait-until.ts'

let web: WebServer
let handle: (request: IncomingMessage, response: ServerResponse) => void
const names: Record<string, string[]> = {}
const userAgent = 'ChildSafetyResourceDirectory (link check; +https://directory.example.org)'

beforeAll(async () => {
  web = await startWebServer((request, response) => handle(request, response))
})
afterAll(() => web.close())
beforeEach(() => {
  web.asked.length = 0
  web.requests.length = 0
})

const look = async (link: string, { patience = 5000, agent = web.agent(names), signal = new AbortController().signal } = {}) => {
  let waits = 0
  const result = await lookAtLink(link, { agent, userAgent, patience, signal }, () => {
    waits += 1
    return Promise.resolve()
  })
  agent.destroy()
  return { ...result, waits }
}
const home = () => web.at('help.example.org')
const status = (code: number, headers: Record<string, string> = {}) => (_request: IncomingMessage, response: ServerResponse) => response.writeHead(code, headers).end()
const redirect = (to: (path: string) => string) => (request: IncomingMessage, response: ServerResponse) => response.writeHead(302, { location: to(request.url ?? '') }).end()

describe('a page that is there', () => {
  it('is asked for once, with HEAD, by somebody who says who they are', async () => {
    handle = status(200)
    expect(await look(home())).toEqual({ outcome: 'ok', status: 200, movedTo: null, waits: 0 })
    expect(web.asked).toEqual(['HEAD help.example.org/'])
    const headers = web.requests[0]?.headers
    expect(headers?.['user-agent']).toBe(userAgent)
    expect(Object.keys(headers ?? {}).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  })

  it('on a server that knows no HEAD, is asked for with GET after a pause', async () => {
    handle = (request, response) => response.writeHead(request.method === 'HEAD' ? 404 : 200).end('here')
    expect(await look(home())).toMatchObject({ outcome: 'ok', waits: 1 })
    expect(web.asked).toEqual(['HEAD help.example.org/', 'GET help.example.org/'])
  })

  it('behind redirects of the same domain, is found', async () => {
    handle = (request, response) =>
      request.url === '/' ? response.writeHead(301, { location: web.at('www.example.org', '/start') }).end() : response.writeHead(200).end()
    expect(await look(home())).toMatchObject({ outcome: 'ok' })
    expect(web.asked).toEqual(['HEAD help.example.org/', 'HEAD www.example.org/start'])
  })

  it('of two gigabytes, is hung up on after its first bytes', async () => {
    let sent = 0
    let closed = false
    handle = (request, response) => {
      if (request.method === 'HEAD') return void response.writeHead(405).end()
      response.writeHead(200, { 'content-length': String(2 ** 31) })
      const part = Buffer.alloc(16_384)
      const go = () => {
        while (!response.destroyed && response.write(part)) sent += part.length
        if (!response.destroyed) response.once('drain', go)
      }
      response.on('close', () => (closed = true))
      go()
    }
    expect(await look(home())).toMatchObject({ outcome: 'ok', status: 200 })
    await waitUntil('the connection is closed', () => Promise.resolve(closed && web.open() === 0))
    expect(sent).toBeLessThan(32 * 1024 * 1024)
  })
})

describe('a page that is not there', () => {
  it.each([
    [404, {}, 'http_error'],
    [410, {}, 'http_error'],
    [500, {}, 'http_error'],
    [503, {}, 'http_error'],
    [403, {}, 'unclear'],
    [401, {}, 'unclear'],
    [503, { 'retry-after': '3600' }, 'busy'],
    [429, {}, 'busy'],
    [302, {}, 'http_error'],
    [302, { location: 'https://' }, 'http_error'],
  ])('answers %i %o: %s', async (code, headers, outcome) => {
    handle = status(code, headers)
    expect(await look(home())).toMatchObject({ outcome, status: code })
  })

  it('because it never answers, is given up', async () => {
    handle = () => undefined
    expect(await look(home(), { patience: 300 })).toMatchObject({ outcome: 'timeout', status: null })
    expect(web.asked).toHaveLength(1)
    await waitUntil('the connection is closed', () => Promise.resolve(web.open() === 0))
  })

  it('because it sends its headers for ever, is given up', async () => {
    handle = (request) => {
      const drip = setInterval(() => request.socket.write('x: y\r\n'), 20)
      request.socket.on('close', () => clearInterval(drip))
      request.socket.write('HTTP/1.1 200 OK\r\n')
    }
    expect((await look(home(), { patience: 400 })).outcome).toMatch(/^(?:timeout|unreachable)$/)
  })

  it('because it speaks something else, or hangs up, is out of reach', async () => {
    handle = (request) => request.socket.end('SSH-2.0-x\r\n')
    expect(await look(home())).toMatchObject({ outcome: 'unreachable' })
    handle = (request) => request.socket.destroy()
    expect(await look(home())).toMatchObject({ outcome: 'unreachable' })
  })

  it('because it wants to speak another protocol, is out of reach', async () => {
    handle = (request) => request.socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')
    expect(await look(home())).toMatchObject({ outcome: 'unreachable', status: null })
    await waitUntil('the connection is closed', () => Promise.resolve(web.open() === 0))
  })

  it('because its name is gone, has an unknown host', async () => {
    expect(await look(home(), { agent: web.agent({ 'help.example.org': [] }) })).toMatchObject({ outcome: 'unknown_host', waits: 0 })
  })

  it('because its certificate is of somebody else, is not trusted', async () => {
    handle = status(200)
    expect(await look(web.at('help.example.com'))).toMatchObject({ outcome: 'bad_certificate' })
    expect(web.asked).toEqual([])
  })

  it('ends when the worker is told to end', async () => {
    const stopping = new AbortController()
    handle = () => stopping.abort()
    await expect(look(home(), { signal: stopping.signal })).rejects.toThrow(/abort/i)
  })
})

describe('a page that leads on', () => {
  it('for ever, is left after five steps', async () => {
    handle = redirect((path) => `${path}x`)
    expect(await look(home())).toMatchObject({ outcome: 'too_many_redirects' })
    expect(web.asked).toHaveLength(12)
  })

  it.each([
    ['another domain', 'https://elsewhere.example.net/secret?token=zz', 'moved_away', 'example.net'],
    ['another customer of a hosting company', 'https://somebody.github.io/', 'moved_away', 'somebody.github.io'],
    ['another domain without https', 'http://elsewhere.example.net/', 'moved_away', 'example.net'],
    ['a page without https', 'http://help.example.org/', 'not_https', null],
    ['a file', 'file:///etc/passwd', 'moved_away', ''],
    ['an address inside', 'https://127.0.0.1/', 'moved_away', '127.0.0.1'],
    ['a name longer than any', `https://${'a'.repeat(7000)}.org/`, 'moved_away', 'a'.repeat(253)],
  ])('to %s, is not followed', async (_what, location, outcome, movedTo) => {
    handle = status(302, { location })
    expect(await look(home())).toMatchObject({ outcome, movedTo })
    expect(web.asked).toEqual(['HEAD help.example.org/', 'GET help.example.org/'])
  })

  it('to a name of its own that resolves inside, is not followed there', async () => {
    names['intranet.example.org'] = ['10.0.0.7']
    handle = redirect(() => web.at('intranet.example.org'))
    expect(await look(home())).toMatchObject({ outcome: 'private_address' })
    expect(web.asked).toEqual(['HEAD help.example.org/'])
  })

  it('with a name and a password, hears neither from us', async () => {
    handle = (request, response) =>
      request.url === '/' ? response.writeHead(302, { location: web.at('user:secret@help.example.org', '/x') }).end() : response.writeHead(200).end()
    expect(await look(home())).toMatchObject({ outcome: 'ok' })
    expect(web.requests[1]?.headers.authorization).toBeUndefined()
  })
})

describe('an address inside', () => {
  const inside = [
    '127.0.0.2', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200', '0.0.0.0', '192.0.0.192', '168.63.129.16', '224.0.0.1', '255.255.255.255',
    '::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', '::7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', '2002:7f00:1::', 'ff02::1',
  ]
  it.each(inside)('%s is refused when a name resolves to it', async (address) => {
    expect(await look(home(), { agent: web.agent({ 'help.example.org': [address] }) })).toMatchObject({ outcome: 'private_address' })
    // Also when a public one stands beside it.
    expect(await look(home(), { agent: web.agent({ 'help.example.org': ['127.0.0.1', address] }) })).toMatchObject({ outcome: 'private_address' })
  })

  it.each(inside)('%s is refused when it stands in the link', async (address) => {
    const host = address.includes(':') ? `[${address}]` : address
    expect(await look(`https://${host}/`, { agent: linkAgent(), patience: 2000 })).toMatchObject({ outcome: 'private_address' })
  })

  it.each(['https://2130706433/', 'https://0x7f.1/', 'https://127.1/', 'https://017700000001/', 'https://localhost/'])('spelled %s is refused', async (link) => {
    expect(await look(link, { agent: linkAgent(), patience: 2000 })).toMatchObject({ outcome: 'private_address' })
  })
})
