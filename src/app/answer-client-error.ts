import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { v7 as newId } from 'uuid'
import { ProblemError } from '../lib/errors.ts'
import { problemMediaType, writeProblem } from '../lib/problem-document.ts'

/** Answers what Node could not read as a request, on the bare connection, and closes it. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(error.code)
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

function problemOf(code: string | undefined): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ProblemError('headers_too_large', 'The address and the headers together are too large.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError('request_timeout', 'The request did not arrive in time.')
  return new ProblemError('malformed_request', 'This cannot be read as an HTTP request.')
}
