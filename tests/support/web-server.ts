import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { LookupAddress } from 'node:dns'
import { linkAgent } from '../../src/jobs/links/link-agent.ts'
import { certificate, certificateKey } from './test-certificate.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface WebServer {
  /** A whole address on it, such as of `help.example.org` and `/chat`. */
  at: (host: string, path?: string) => string
  /** What was asked, as `HEAD help.example.org/chat`. */
  asked: string[]
  requests: IncomingMessage[]
  /** Sockets that are open. */
  open: () => number
  /** The agent of the product, to which this server is the whole internet: names that are not in `names` lead here. */
  agent: (names?: Record<string, string[]>) => ReturnType<typeof linkAgent>
  close: () => Promise<void>
}

/** A web server with TLS, for every name below example.org and example.net. */
export async function startWebServer(handle: Handler): Promise<WebServer> {
  const asked: string[] = []
  const requests: IncomingMessage[] = []
  const server = createServer({ cert: certificate, key: certificateKey }, (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    asked.push(`${request.method} ${host}${request.url}`)
    requests.push(request)
    handle(request, response)
  })
  let sockets = 0
  server.on('connection', (socket) => {
    sockets += 1
    socket.on('close', () => (sockets -= 1))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    at: (host, path = '/') => `https://${host}:${port}${path}`,
    asked,
    requests,
    open: () => sockets,
    agent: (names = {}) =>
      linkAgent({
        ca: certificate,
        allowIPAddressList: ['127.0.0.1'],
        lookup(host, { all }, callback) {
          const found = names[host] ?? ['127.0.0.1']
          const addresses = found.map((entry): LookupAddress => ({ address: entry, family: entry.includes(':') ? 6 : 4 }))
          const [first] = addresses
          if (first === undefined) callback(Object.assign(new Error('there is no such name'), { code: 'ENOTFOUND' }), [])
          else if (all === true) callback(null, addresses)
          else callback(null, first.address, first.family)
        },
      }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
