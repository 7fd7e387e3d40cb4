import type { FastifyInstance } from 'fastify'
import { unknownMethod } from '../unknown-method.ts'
import type { Meter, UnreadableFault } from './create-meter.ts'

const faults: Readonly<Record<string, UnreadableFault>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
}

/** Counts what Fastify answers, and what nobody could read. What is answered before Fastify, the short way counts. */
export function meterRequests(app: FastifyInstance, meter: Meter): void {
  app.addHook('onResponse', (request, reply, done) => {
    const pattern = request.is404 ? null : (request.routeOptions.url ?? null)
    // The route that takes OPTIONS at every address is of no address.
    meter.route(pattern === '*' ? null : pattern).computed(request.method, reply.statusCode, reply.elapsedTime)
    done()
  })
  // answer-problems.ts refuses it on the bare connection.
  app.server.on('connect', () => meter.route(null).computed('CONNECT', unknownMethod().statusCode, 0))
  app.server.on('clientError', ({ code = '' }: NodeJS.ErrnoException) => {
    // A caller that went away sent nothing that could not be read.
    if (code !== 'ECONNRESET') meter.unreadable(faults[code] ?? 'malformed')
  })
}
