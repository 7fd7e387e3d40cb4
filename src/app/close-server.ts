import type { FastifyInstance } from 'fastify'

/** Requests that are not finished after this time are cut off, in milliseconds. */
const patience = 10_000

/** Takes no more requests, answers those that have begun to arrive, and closes. */
export async function closeServer(app: FastifyInstance): Promise<void> {
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
