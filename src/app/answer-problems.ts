import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../lib/errors.ts'
import { watchMethods } from './watch-methods.ts'
import { logError } from './log-error.ts'
import { sendProblem } from './send-problem.ts'
import { toProblem } from './to-problem.ts'

/** Longer addresses than any of ours need. Below the limit that Node has for all headers together. */
const longestUrl = 8 * 1024

/** Turns every failure into a problem document: what was thrown, addresses that are not there, methods that are not answered. */
export function answerProblems(app: FastifyInstance): void {
  const methodsOf = watchMethods(app)

  app.addHook('onRequest', (request, _reply, done) => {
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined) {
      done(new ProblemError('malformed_request', 'A request needs a Host header.'))
    } else if (request.url.length > longestUrl) {
      done(new ProblemError('uri_too_long', `The address is longer than ${longestUrl} characters.`))
    } else done()
  })

  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request.routeOptions.bodyLimit ?? app.initialConfig.bodyLimit ?? 0)
    if (problem.code === 'internal_error') logError(app, request, error)
    return sendProblem(problem, request, reply)
  })

  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url)
    if (methods.length === 0 || methods.includes(request.method)) {
      return sendProblem(
        new ProblemError('route_not_found', 'There is nothing at this address. /docs lists what there is.'),
        request,
        reply,
      )
    }
    const allow = methods.join(', ')
    return sendProblem(
      new ProblemError('method_not_allowed', `This address answers ${allow}.`, { headers: { allow } }),
      request,
      reply,
    )
  })
}
