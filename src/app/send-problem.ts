import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemError } from '../lib/errors.ts'
import { problemMediaType, writeProblem } from '../lib/problem-document.ts'

/** Answers with a problem document (RFC 9457). No cache keeps it, unless the problem says so itself. */
export function sendProblem(problem: ProblemError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(problem.statusCode)
    .header('cache-control', 'no-store')
    .headers(problem.headers)
    .header('x-request-id', request.id)
    .type(problemMediaType)
    .send(JSON.stringify(writeProblem(problem, request.id)))
}
