import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError } from '../lib/errors.ts'
import { answerOptions } from './answer-options.ts'
import { watchMethods } from './watch-methods.ts'
import { endWithProblem } from './end-with-problem.ts'
import { logError } from './log-error.ts'
import { refuseCoding } from './refuse-coding.ts'
import { sendProblem } from './send-problem.ts'
import { toProblem } from './to-problem.ts'
import { unknownMethod } from './unknown-method.ts'

/** Longer addresses than any of ours need. Below the limit that Node has for all headers together. */
const longestUrl = 8 * 1024

/** Turns every failure into a problem document: what was thrown, addresses that are not there, methods that are not answered. */
export function answerProblems(app: FastifyInstance): void {
  const methodsOf = watchMethods(app)

  // Before any body is read, and after the hooks that set the headers of every answer.
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const problem = refuse(request, methodsOf)
    if (problem === null) done(null, payload)
    else done(problem)
  })

  // Node answers these by itself, without a body: the first goes on as any request, and the hook above refuses it.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.server.on('connect', (_request, socket) => endWithProblem(unknownMethod(), socket))

  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request.routeOptions.bodyLimit ?? app.initialConfig.bodyLimit ?? 0)
    if (problem.code === 'internal_error') logError(app, request, error)
    return sendProblem(problem, request, reply)
  })

  app.options('*', { schema: { hide: true } }, (request, reply) => answerOptions(request.url, methodsOf(request.url), reply))
}

/** What is wrong with a request as a whole, as far as its head tells. */
function refuse(request: FastifyRequest, methodsOf: (url: string) => readonly string[]): ProblemError | null {
  const { host, expect } = request.headers
  if (request.raw.httpVersion === '1.1' && host === undefined) {
    return new ProblemError('malformed_request', 'A request needs a Host header.')
  }
  if (request.url.length > longestUrl) {
    return new ProblemError('uri_too_long', `The address is longer than ${longestUrl} characters.`)
  }
  if (expect !== undefined && !/^100-continue$/i.test(expect)) {
    // Whether the caller goes on to send the body, nobody knows.
    const headers = { connection: 'close' }
    return new ProblemError('expectation_failed', 'Nothing but 100-continue can be expected here.', { headers })
  }
  const methods = methodsOf(request.url)
  if (methods.length > 0 && !methods.includes(request.method)) {
    const allow = methods.join(', ')
    return new ProblemError('method_not_allowed', `This address answers ${allow}.`, { headers: { allow } })
  }
  if (request.is404 || (methods.length === 0 && request.method === 'OPTIONS')) {
    return new ProblemError('route_not_found', 'There is nothing at this address. /docs lists what there is.')
  }
  return refuseCoding(request)
}
