import { z } from 'zod'
import { problemDocument, problemMediaType } from '../lib/problem-document.ts'
import { problems } from '../lib/problems.ts'
import type { ProblemCode } from '../lib/problems.ts'

type Response = { description: string; content: Record<string, { schema: z.ZodType }> }

const everywhere: readonly ProblemCode[] = ['uri_too_long', 'headers_too_large', 'internal_error']

/**
 * Describes the answers of an operation: the JSON of a 200 and the problems it can have, with the codes of each status. Some every
 * operation can have.
 */
export function describeResponses(
  description: string,
  schema: z.ZodType,
  codes: readonly ProblemCode[],
): Record<number, Response> {
  const responses: Record<number, Response> = { 200: { description, content: { 'application/json': { schema } } } }
  const byStatus = Map.groupBy([...codes, ...everywhere], (code) => problems[code].status)
  for (const [status, group] of byStatus) {
    const titles = group.map((code) => `\`${code}\`: ${problems[code].title}.`)
    responses[status] = { description: titles.join(' '), content: { [problemMediaType]: { schema: problemWith(status, group) } } }
  }
  return responses
}

/** A problem of one status, with one of the codes. */
function problemWith(status: number, codes: readonly ProblemCode[]): z.ZodType {
  const narrowed = z.object({
    status: z.literal(status).meta({ description: 'The HTTP status again.' }),
    code: z.enum(codes).meta({ description: 'The kind of problem, one of those of this status.' }),
  })
  return z.intersection(problemDocument, narrowed)
}
