import type { FastifyInstance } from 'fastify'

/** What every answer carries: it is data which any page may read, all headers included, and which no browser may run or frame. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
  'x-content-type-options': 'nosniff',
  // /docs sets its own.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

export function addHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(everyAnswer)
    done()
  })
}
