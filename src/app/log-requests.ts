import type { FastifyInstance } from 'fastify'

/**
 * One line a request, and nothing in it about the caller: no address, user agent, query, referrer or value from the path. That
 * somebody asked for help is nobody's business.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    app.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
    done()
  })
}
