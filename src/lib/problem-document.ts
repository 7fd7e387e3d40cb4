import { z } from 'zod'
import { faultCodes } from './errors.ts'
import type { ProblemError } from './errors.ts'
import { problems } from './problems.ts'
import type { ProblemCode } from './problems.ts'

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

const problemCode = z
  .enum(codes)
  .meta({ id: 'ProblemCode', description: 'The kinds of problems. Each has one status; /docs says what to do about each.' })

const fault = z
  .object({
    parameter: z
      .string()
      .optional()
      .meta({ description: 'The query parameter; absent where the fault is in the body, or its name cannot be read.' }),
    pointer: z
      .string()
      .optional()
      .meta({ description: 'The field of the body, as a JSON Pointer (RFC 6901); absent where the fault is in the query.' }),
    code: z
      .enum(faultCodes)
      .meta({ id: 'FaultCode', description: 'The kinds of faults.' })
      .meta({ description: 'What is wrong. Stable: programs may rely on it.' }),
    detail: z.string().meta({ description: 'The same in words, and what would be right. Never repeats what was sent.' }),
  })
  .meta({ id: 'Fault', description: 'What is wrong with one part of a request.' })

export const problemDocument = z
  .object({
    type: z.string().meta({ description: 'Address, relative to this service, of what this kind of problem means.' }),
    title: z.string().meta({ description: 'The kind of problem in words.' }),
    status: z.int().min(400).max(599).meta({ description: 'The HTTP status again.' }),
    detail: z.string().meta({ description: 'What happened this time, and what to do.' }),
    code: problemCode.meta({ description: 'The kind of problem. Stable: programs may rely on it.' }),
    errors: z
      .array(fault)
      .optional()
      .meta({ description: 'Every fault of the request, not only the first; absent where no part of it is at fault.' }),
    requestId: z.uuid().meta({ description: 'The same as in `X-Request-Id`; name it when you report a problem.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' })

/** Media type of RFC 9457. */
export const problemMediaType = 'application/problem+json'

/** What the caller may know of an error. Its cause is not in it. */
export function writeProblem({ code, detail, faults, extension }: ProblemError, requestId: string): z.output<typeof problemDocument> {
  const { status, title } = problems[code]
  return {
    type: `/docs#problem-${code}`,
    title,
    status,
    detail,
    code,
    ...(faults.length > 0 ? { errors: faults.map((entry) => ({ ...entry })) } : {}),
    ...extension,
    requestId,
  }
}
