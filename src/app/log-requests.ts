import type { FastifyInstance } from 'fastify'

/**
 * A line for each request that Fastify answers, at level `debug` only: that a child asked for help leaves no trace unless somebody
 * looks for a fault. And then there is nothing in it about the caller: no address, user agent, query, referrer or value from the
 * path. What is answered from kept bytes has no line at all; /metrics counts everything.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    app.log.debug(
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
