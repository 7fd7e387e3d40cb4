import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Requests that are not finished after this time are cut off, in milliseconds. */
const patience = 10_000

/**
 * Takes no more requests, answers those that have begun to arrive, and closes. Before that it lets callers go elsewhere: for
 * `drainMs` it goes on listening and answering, while /readyz says that it stops and each answer closes its connection. Connections
 * on which nothing is asked are closed at the end of that time: a request may be under way on any of them.
 *
 * @param drainMs how long a load balancer needs to notice; also when no connection is open, because one may just be coming
 */
export async function closeServer(app: FastifyInstance, drainMs = 0): Promise<void> {
  app.drain.begin(app.server)
  if (drainMs > 0) {
    app.log.info({ seconds: drainMs / 1000 }, 'draining: new requests are still answered, and sent elsewhere by /readyz')
    await wait(drainMs)
  }
  // A connection that was answering when the closing began would be kept open for the next request of its caller.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const cutOff = setTimeout(() => app.server.closeAllConnections(), patience)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(cutOff)
  }
}
