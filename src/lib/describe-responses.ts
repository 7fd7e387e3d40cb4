import { z } from 'zod'
import { problemDocument, problemMediaType } from './problem-document.ts'
import { problems } from './problems.ts'
import type { ProblemCode } from './problems.ts'

type Response = { description: string; content: Record<string, { schema: z.ZodType }> }

type ResponseOptions = {
  status?: 200 | 201 | 202
  mediaType?: string
  isLimited?: boolean
  extensions?: Partial<Record<ProblemCode, z.ZodRawShape>>
}

const everywhere: readonly ProblemCode[] = ['uri_too_long', 'headers_too_large', 'internal_error']

/** Those of operations that may be turned away when too much is asked: all but what operators ask. */
const underLoad: readonly ProblemCode[] = ['rate_limited', 'overloaded']

/**
 * Describes the answers of an operation: the JSON when all is well, and the problems it can have, with the codes of each status. Some every
 * operation can have.
 *
 * @param status when all is well
 * @param mediaType of that answer
 * @param isLimited false for what is answered however much is asked
 * @param extensions what a problem tells beside what all do, by its code
 */
export function describeResponses(
  description: string,
  schema: z.ZodType,
  codes: readonly ProblemCode[],
  { status: good = 200, mediaType = 'application/json', isLimited = true, extensions = {} }: ResponseOptions = {},
): Record<number, Response> {
  const responses: Record<number, Response> = { [good]: { description, content: { [mediaType]: { schema } } } }
  const all = [...codes, ...(isLimited ? underLoad : []), ...everywhere]
  const byStatus = Map.groupBy(all, (code) => problems[code].status)
  for (const [status, group] of byStatus) {
    const titles = group.map((code) => `\`${code}\`: ${problems[code].title}.`)
    responses[status] = { description: titles.join(' '), content: { [problemMediaType]: { schema: problemWith(status, group, extensions) } } }
  }
  return responses
}

/** A problem of one status, with one of the codes. */
function problemWith(status: number, codes: readonly ProblemCode[], extensions: NonNullable<ResponseOptions['extensions']>): z.ZodType {
  const narrowed = z.object({
    status: z.literal(status).meta({ description: 'The HTTP status again.' }),
    code: z.enum(codes).meta({ description: 'The kind of problem, one of those of this status.' }),
    ...Object.assign({}, ...codes.map((code) => extensions[code])),
  })
  return z.intersection(problemDocument, narrowed)
}
