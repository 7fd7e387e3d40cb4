import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'

export interface FakeNodes {
  /** Host and port of each. */
  addresses: string[]
  /** Every request that reached one of them, by its number. */
  seen: { node: number; method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
  /** What they do from now on. */
  behave: (...behaviours: RequestListener[]) => void
  close: () => Promise<void>
}

/** Two servers that do what a test wants, where nodes would be. */
export async function startFakeNodes(): Promise<FakeNodes> {
  const seen: FakeNodes['seen'] = []
  let behaviours: RequestListener[] = []
  const servers = [0, 1].map((node) =>
    createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        seen.push({ node, method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() })
        ;(behaviours[node] ?? behaviours[0])?.(request, response)
      })
    }),
  )
  const addresses: string[] = []
  for (const server of servers) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    addresses.push(`127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
  }
  return {
    addresses,
    seen,
    behave: (...next) => {
      behaviours = next
    },
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}
