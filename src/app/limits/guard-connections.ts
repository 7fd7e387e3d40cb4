import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Refusal } from '../metrics/create-meter.ts'
import { mostConnections } from './most-connections.ts'
import { realPace } from './pace.ts'
import type { Pace } from './pace.ts'

const lookMs = 10_000

/**
 * A caller must take its answer, or this many bytes of all those that wait for it, within this time. Node counts a write when all
 * of it is taken, and our largest answers have a few hundred kilobytes: 5 kB a second is enough for those, too.
 */
const patienceMs = 60_000
const leastBytes = 30_000

type Guards = {
  refused: (reason: Refusal) => void
  most?: number
  pace?: Pace
}

/**
 * Keeps connections from using up the process: no more of them than the system has descriptors for, and none that leaves its answer
 * lying. Node's own timeouts (http-server-options.ts) end those that never finish asking. Ends with the server.
 */
export function guardConnections(server: Server, { refused, most = mostConnections(), pace = realPace }: Guards): void {
  server.maxConnections = most
  server.on('drop', () => {
    refused('connections')
    // Whoever asks now goes before those who have been answered and only might ask again.
    server.closeIdleConnections()
  })
  // The system has no descriptor left for a new connection, whatever took them: those that are open go on. Without a listener
  // this would end the process. What goes wrong at the beginning to listen, its caller hears.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.syscall === 'accept') refused('connections')
  })

  const open = new Set<Socket>()
  const slow = new Map<Socket, { since: number; taken: number }>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      slow.delete(socket)
    })
  })
  const looking = pace.every(lookMs, () => {
    for (const socket of open) {
      const taken = socket.bytesWritten - socket.writableLength
      const known = slow.get(socket)
      if (socket.writableLength === 0) slow.delete(socket)
      else if (known === undefined || taken - known.taken >= leastBytes) slow.set(socket, { since: pace.now(), taken })
      else if (pace.now() - known.since >= patienceMs) socket.destroy()
    }
  })
  server.once('close', () => looking.stop())
}
