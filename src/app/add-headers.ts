import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply } from 'fastify'

const everyAnswer = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
  // Answers are data: nothing in them may run or be framed. /docs sets its own.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** Adds what every answer carries: the request id, and that it is data which any page may read and no browser may run. */
export function addHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    setHeaders(reply, request.id)
    done()
  })
  app.register(cors, {
    origin: '*',
    exposedHeaders: ['Content-Language', 'ETag', 'Retry-After', 'X-Request-Id'],
    // What an address answers to OPTIONS depends on the address: see answer-options.ts.
    preflight: false,
  })
}

/** For answers that are made before any hook runs. */
export function setHeaders(reply: FastifyReply, requestId: string): void {
  reply.headers(everyAnswer).header('x-request-id', requestId)
}
