import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { v7 as newId } from 'uuid'
import type { ProblemError } from '../lib/errors.ts'
import { problemMediaType, writeProblem } from '../lib/problem-document.ts'

/**
 * Milliseconds in which a caller may read the answer and close its side. Then the connection goes: a caller that keeps its side open
 * would hold it for ever. Closed at once, the system could throw away what is on its way to a caller that is still sending.
 */
const lingerMs = 1000

/** Answers with a problem document on a bare connection, where no request of Fastify's was made, and closes it. */
export function endWithProblem(problem: ProblemError, socket: Duplex): void {
  const cutOff = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(cutOff))
  const requestId = newId()
  const body = JSON.stringify(writeProblem(problem, requestId))
  socket.end(
    [
      `HTTP/1.1 ${problem.statusCode} ${STATUS_CODES[problem.statusCode]}`,
      `Content-Type: ${problemMediaType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Access-Control-Allow-Origin: *',
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
