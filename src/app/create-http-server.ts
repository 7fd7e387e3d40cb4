import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerOptions, ServerResponse } from 'node:http'
import type { KeptAnswer } from '../lookup/answer/kept-answer.ts'
import type { LookupContext } from '../lookup/context.ts'
import { answerKept } from './answer-kept.ts'
import type { RateLimit } from './limits/verdict.ts'
import type { Meter } from './metrics/create-meter.ts'

export type HttpServerParts = {
  context: Pick<LookupContext, 'answers' | 'snapshot' | 'now'>
  limit: RateLimit | null
  meter: Meter
  /** Takes what went wrong before Fastify had the request. */
  report: (fault: unknown) => void
}

/**
 * The HTTP server under Fastify: answers at once what is kept as finished bytes, and leaves everything else to Fastify.
 *
 * @param longWay Fastify's handler
 */
export function createHttpServer({ context, limit, meter, report }: HttpServerParts, options: ServerOptions, longWay: RequestListener): Server {
  /** One request must not end the process. */
  function tryShortWay(request: IncomingMessage, response: ServerResponse): KeptAnswer | null {
    try {
      return answerKept(context, limit, request, response)
    } catch (error) {
      report(error)
      return null
    }
  }
  return createServer(options, (request, response) => {
    const begun = performance.now()
    const kept = tryShortWay(request, response)
    if (kept !== null) {
      const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
      meter.route(kept.route).kept(method, response.statusCode === 304 ? 304 : 200, performance.now() - begun)
    } else if (response.headersSent) response.destroy()
    else longWay(request, response)
  })
}
