import { ProblemError } from '../errors.ts'
import type { Fault } from '../errors.ts'
import { readJson } from '../read-json.ts'

/** More than any request of ours has. */
const mostFields = 1000

/**
 * Reads a body that must be one JSON object.
 *
 * @param body its text; undefined when none was sent
 * @param found faults of the rest of the request, which are thrown together with that of the body
 * @returns its fields, and the names that stand in it more than once
 * @throws ProblemError when it is no JSON, or no object
 */
export function readObject(
  body: unknown,
  found: readonly Fault[],
): { fields: Readonly<Record<string, unknown>>; repeated: readonly string[] } {
  if (typeof body !== 'string' || body.trim() === '') {
    throw new ProblemError('malformed_json', 'The body is empty. Send a JSON object.', { faults: found })
  }
  const read = readJson(body)
  if ('broken' in read) {
    const place = read.broken === null ? '' : ` from line ${read.broken.line}, column ${read.broken.column}`
    throw new ProblemError('malformed_json', `The body cannot be read as JSON${place}.`, { faults: found })
  }
  const { value, repeated } = read
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const detail = 'The body is JSON, and not an object: put its fields between { and }.'
    throw new ProblemError('invalid_body', detail, { faults: found })
  }
  // No request has so many, and each would be looked at.
  if (Object.keys(value).length > mostFields) throw new ProblemError('invalid_body', `The body has more than ${mostFields} fields.`, { faults: found })
  return { fields: value as Record<string, unknown>, repeated }
}
