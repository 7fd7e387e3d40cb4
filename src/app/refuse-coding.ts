import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../lib/errors.ts'

/**
 * The problem of a body that says it is compressed, or in any other coding; null for all others. Bodies are small, and one that is unpacked
 * could be of any size. The answer names what is read, as RFC 9110, section 15.5.16 asks for.
 */
export function refuseCoding({ headers }: Pick<FastifyRequest, 'headers'>): ProblemError | null {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  const codings = (headers['content-encoding'] ?? '').split(',').map((coding) => coding.trim().toLowerCase())
  if (!hasBody || codings.every((coding) => coding === '' || coding === 'identity')) return null
  return new ProblemError('unsupported_media_type', 'Send the body as it is, without Content-Encoding.', { headers: { 'accept-encoding': 'identity' } })
}
