import type { Socket } from 'node:net'
import { ProblemError } from '../lib/errors.ts'
import { endWithProblem } from './end-with-problem.ts'
import { unknownMethod } from './unknown-method.ts'

type ParserError = Error & { code?: string; rawPacket?: unknown }

/** Answers what Node could not read as a request, on the bare connection, and closes it. */
export function answerClientError(error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) endWithProblem(problemOf(error), socket)
  else socket.destroy()
}

/** A request line whose method is a token (RFC 9110, 9.1), known to Node or not. */
const requestLine = /^[!#$%&'*+.^_`|~\w-]+ \S+ HTTP\/1\.[01]\r?\n/

function problemOf({ code, rawPacket }: ParserError): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ProblemError('headers_too_large', 'The address and the headers together are too large.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError('request_timeout', 'The request did not arrive in time.')
  if (code === 'HPE_INVALID_URL') {
    return new ProblemError(
      'malformed_url',
      'The address has a character that must be percent-encoded as UTF-8, such as %C3%A4 for a small a with two dots.',
    )
  }
  if (code === 'HPE_INVALID_METHOD' && Buffer.isBuffer(rawPacket) && requestLine.test(rawPacket.toString('latin1'))) {
    return unknownMethod()
  }
  return new ProblemError('malformed_request', 'This cannot be read as an HTTP request.')
}
