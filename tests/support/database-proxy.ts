import { createServer, Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export type DatabaseProxy = {
  /** The address of the database, through the proxy. */
  url: string
  /** From now on new connections lead to this database. */
  leadTo: (databaseUrl: string) => void
  /**
   * What happens to all connections, old and new: they work; they are accepted and nothing passes any more, as when a server hangs or
   * a network drops its packets; or they are cut and refused.
   */
  turn: (to: 'works' | 'silent' | 'refuses') => void
  /** How many connections were ever made to it. */
  connections: () => number
  close: () => Promise<void>
}

/** A door to a database that a test can shut, with an address that stays while the database behind it comes and goes. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  let target = new URL(databaseUrl)
  let state: 'works' | 'silent' | 'refuses' = 'works'
  let count = 0
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    // Whoever is behind it went away without a goodbye: the other side hears of it by the close that follows.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
    if (state === 'silent') socket.pause()
  }
  const server = createServer((near) => {
    count += 1
    if (state === 'refuses') {
      near.destroy()
      return
    }
    const far = new Socket()
    keep(near)
    keep(far)
    far.connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => to.write(data))
      from.once('close', () => to.destroy())
    }
    if (state === 'silent') for (const socket of [near, far]) socket.pause()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    leadTo: (next) => {
      target = new URL(next)
    },
    turn: (to) => {
      state = to
      for (const socket of sockets) {
        if (to === 'works') socket.resume()
        else if (to === 'silent') socket.pause()
        else socket.destroy()
      }
    },
    connections: () => count,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
