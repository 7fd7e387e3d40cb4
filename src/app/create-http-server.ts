import { createServer } from 'node:http'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import type { LookupContext } from '../lookup/context.ts'
import { answerKept } from './answer-kept.ts'
import type { RateLimit } from './limits/verdict.ts'
import type { Meter } from './metrics/create-meter.ts'

export type HttpServerParts = {
  context: Pick<LookupContext, 'answers' | 'snapshot' | 'now'>
  limit: RateLimit | null
  meter: Meter
}

/**
 * The HTTP server under Fastify: answers at once what is kept as finished bytes, and leaves everything else to Fastify.
 *
 * @param longWay Fastify's handler
 */
export function createHttpServer({ context, limit, meter }: HttpServerParts, options: ServerOptions, longWay: RequestListener): Server {
  return createServer(options, (request, response) => {
    const begun = performance.now()
    const kept = answerKept(context, limit, request, response)
    if (kept === null) {
      longWay(request, response)
      return
    }
    const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
    meter.route(kept.route).kept(method, response.statusCode === 304 ? 304 : 200, performance.now() - begun)
  })
}
