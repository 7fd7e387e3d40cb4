import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { namesEntityTag } from '../../src/lib/entity-tag.ts'
import { openCache, type Served } from './open-cache.ts'
import { openNodes } from './open-nodes.ts'
import { headersForNode, passHeaders } from './pass-headers.ts'

/** As much of a body as the nodes read, in bytes. */
const largestBody = 1024 * 1024

/** A request must have arrived whole within this time, in milliseconds. */
const requestTimeout = 15_000

/** Requests that are not answered after this time are cut off when the proxy stops, in milliseconds. */
const patience = 5000

/**
 * The caching proxy of `npm run cluster` where no nginx is installed: the same rules as deploy/nginx.conf, on Node alone. Writes nothing
 * down about callers, nor about anything else.
 *
 * @param nodes host and port of each node
 */
export async function startProxy({ host, port, nodes: addresses, clock = () => performance.now() }: {
  host: string
  port: number
  nodes: readonly string[]
  clock?: () => number
}): Promise<{ port: number; stop: () => Promise<void> }> {
  const nodes = openNodes(addresses)
  const answer = openCache(nodes, clock)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers, socket } = request
    // Nodes also understand whole addresses and escaped letters; whoever looks for a door looks there, too.
    const path = readPath(url)
    if (path === null) return refuse(response, 400, 'Bad Request', 'The address cannot be read.')
    if (path === '/metrics') return refuse(response, 404, 'Not Found', 'Each node tells its own metrics, inside.')
    const body = await readBody(request)
    if (body === 'too large') return refuse(response, 413, 'Content Too Large', 'The body is larger than 1 MiB.')
    const served = await answer({ method, url, headers: headersForNode(headers, socket.remoteAddress), body })
    if (served === null) return refuse(response, 503, 'Service Unavailable', 'No node answers at the moment. Try again in a few seconds.')
    send(request, response, served)
  }

  const server = createServer({ requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: 1000 }, (request, response) => {
    // Whoever is gone before the answer is there needs none.
    request.on('error', () => response.destroy())
    handle(request, response).catch(() => response.destroy())
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      const cutOff = setTimeout(() => server.closeAllConnections(), patience)
      await closed
      clearInterval(idle)
      clearTimeout(cutOff)
      nodes.close()
    },
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null | 'too large'> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestBody) return 'too large'
    parts.push(part)
  }
  return size === 0 ? null : Buffer.concat(parts)
}

function send(request: IncomingMessage, response: ServerResponse, { answer, age, said }: Served): void {
  const { 'content-length': _, ...headers } = passHeaders(answer.headers)
  if (age !== null) {
    headers.age = String(age)
    // What is left of a limit belongs to whom the answer was made for.
    delete headers['ratelimit']
    delete headers['ratelimit-policy']
  }
  headers['cache-status'] = `directory-proxy; ${said}`
  const { etag } = headers
  if (answer.status === 200 && etag !== undefined && namesEntityTag(request.headers['if-none-match'], etag)) {
    delete headers['content-type']
    delete headers['content-encoding']
    response.writeHead(304, headers).end()
    return
  }
  const withBody = answer.status !== 204 && answer.status !== 304
  response.writeHead(answer.status, withBody ? { ...headers, 'content-length': answer.body.length } : headers)
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

function refuse(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    'retry-after': '5',
    connection: 'close',
  })
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }))
}

/** The path of a request target in the form in which nodes compare it; null for anything but a path, which no client sends to a proxy of this kind. */
function readPath(target: string): string | null {
  if (!target.startsWith('/')) return null
  try {
    return decodeURIComponent(target.split('?', 1)[0] ?? '').replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
