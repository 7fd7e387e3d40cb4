import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Relay {
  /** The address of the database, by way of the relay. */
  url: string
  /** Nobody listens any more, and every connection is lost: the database is down. */
  cut: () => Promise<void>
  /** Connections are taken and nothing is ever said on them: the database hangs. Those that there are, are lost. */
  silence: () => Promise<void>
  /** All is well again, at the same address. */
  mend: () => Promise<void>
}

/** A way to a database server that a test can interrupt, without stopping a server that other tests use. */
export async function startRelay(databaseUrl: string): Promise<Relay> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((caller) => {
    track(caller)
    if (silent) return
    const database = connect(Number(port || 5432), hostname)
    track(database)
    caller.pipe(database).pipe(caller)
    caller.once('close', () => database.destroy())
    database.once('close', () => caller.destroy())
  })
  function track(socket: Socket): void {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // What a test cuts off is cut off on purpose.
    socket.on('error', () => socket.destroy())
  }
  const loseAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const listen = async (on: number) => {
    if (server.listening) return
    server.listen(on, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const address = server.address()
  const ownPort = typeof address === 'object' && address !== null ? address.port : 0
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(ownPort)
  return {
    url: url.href,
    async cut() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      loseAll()
      await closed
    },
    async silence() {
      silent = true
      await listen(ownPort)
      loseAll()
    },
    async mend() {
      silent = false
      loseAll()
      await listen(ownPort)
    },
  }
}
