import { z } from 'zod'
import { faultCodes } from './errors.ts'
import type { ProblemError } from './errors.ts'
import { problems } from './problems.ts'
import type { ProblemCode } from './problems.ts'

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

export const problemDocument = z
  .object({
    type: z.string().meta({ description: 'Names the kind of problem; relative to this service.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened this time, and what to do.' }),
    code: z.enum(codes).meta({ description: 'Stable: programs may rely on it.' }),
    errors: z
      .array(
        z.object({
          parameter: z.string().optional().meta({ description: 'The query or path parameter.' }),
          pointer: z.string().optional().meta({ description: 'The field of the body, as a JSON Pointer.' }),
          code: z.enum(faultCodes),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Every fault of the request, not only the first.' }),
    requestId: z.uuid().meta({ description: 'The same as in `X-Request-Id`; name it when you report a problem.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' })

/** Media type of RFC 9457. */
export const problemMediaType = 'application/problem+json'

/** What the caller may know of an error. Its cause is not in it. */
export function writeProblem({ code, detail, faults }: ProblemError, requestId: string): z.output<typeof problemDocument> {
  const { status, title } = problems[code]
  return {
    type: `/docs#problem-${code}`,
    title,
    status,
    detail,
    code,
    ...(faults.length > 0 ? { errors: faults.map((fault) => ({ ...fault })) } : {}),
    requestId,
  }
}
