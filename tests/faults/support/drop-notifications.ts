import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export type Deaf = {
  /** The address of the database, by this way. */
  url: string
  /** Notifications that were swallowed. */
  dropped: () => number
  close: () => Promise<void>
}

/** NotificationResponse (PostgreSQL's protocol, 53.7). */
const notification = 'A'.charCodeAt(0)

/** A way to a database on which everything passes but notifications, as through a pooler that shares connections. */
export async function dropNotifications(databaseUrl: string): Promise<Deaf> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let dropped = 0
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // The other side hears of it by the close that follows.
    socket.on('error', () => socket.destroy())
  }
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    track(near)
    track(far)
    near.pipe(far)
    let left: Buffer = Buffer.alloc(0)
    far.on('data', (part) => {
      const { whole, rest, swallowed } = sift(Buffer.concat([left, part]))
      left = rest
      dropped += swallowed
      near.write(whole)
    })
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    dropped: () => dropped,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Every message of a server is its type, one byte, and its length, four bytes that count themselves. */
function sift(bytes: Buffer): { whole: Buffer; rest: Buffer; swallowed: number } {
  const passed: Buffer[] = []
  let swallowed = 0
  let at = 0
  while (bytes.length - at >= 5) {
    const end = at + 1 + bytes.readUInt32BE(at + 1)
    if (end > bytes.length) break
    if (bytes[at] === notification) swallowed += 1
    else passed.push(bytes.subarray(at, end))
    at = end
  }
  return { whole: Buffer.concat(passed), rest: bytes.subarray(at), swallowed }
}
