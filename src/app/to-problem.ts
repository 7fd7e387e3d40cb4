import { ProblemError } from '../lib/errors.ts'
import type { ProblemCode } from '../lib/problems.ts'

/** What Fastify and its parsers throw, as problems of ours. Their own messages repeat what was sent, so none is passed on. */
const known: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_BAD_URL: ['malformed_url', 'The path has a percent sign that does not begin an encoded character.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing with such a long name.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed_request', 'The body has another length than Content-Length says.'],
}

/**
 * Whatever was thrown while a request was answered, as what its caller may know.
 *
 * @param bodyLimit the bytes that a body may have at this address
 */
export function toProblem(error: unknown, bodyLimit: number): ProblemError {
  if (error instanceof ProblemError) return error
  const { code, statusCode } = error instanceof Error ? (error as { code?: unknown; statusCode?: unknown }) : {}
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ProblemError('body_too_large', `The body is larger than ${bodyLimit / 1024} KiB, the most that is read here.`, {
      cause: error,
    })
  }
  const match = typeof code === 'string' ? known[code] : undefined
  if (match !== undefined) return new ProblemError(match[0], match[1], { cause: error })
  if (statusCode === 404) return new ProblemError('route_not_found', 'There is nothing at this address.', { cause: error })
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new ProblemError('malformed_request', 'The request cannot be understood.', { cause: error })
  }
  return new ProblemError('internal_error', 'The answer could not be made. Try again; it is not because of your request.', {
    cause: error,
  })
}
