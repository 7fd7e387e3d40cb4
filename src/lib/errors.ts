import { problems } from './problems.ts'
import type { ProblemCode } from './problems.ts'

/** What is wrong with one part of a request. Says what would be right and never repeats what was sent. */
export type Fault = {
  /** The query or path parameter. */
  parameter?: string
  /** JSON Pointer into the body (RFC 6901). */
  pointer?: string
  code: FaultCode
  detail: string
}

/** Stable, as the codes of problems are. */
export const faultCodes = [
  'unknown_parameter',
  'repeated_parameter',
  'missing',
  'empty',
  'unreadable',
  'too_long',
  'too_many',
  'wrong_type',
  'unknown_value',
  'invalid_value',
  'out_of_range',
  'conflict',
  'impossible_combination',
] as const
export type FaultCode = (typeof faultCodes)[number]

type Circumstances = {
  faults?: readonly Fault[]
  /** Headers that belong to the answer, such as `Allow`. */
  headers?: Readonly<Record<string, string>>
  /** Members of the problem document beside those that all have. Public. */
  extension?: Readonly<Record<string, unknown>>
  /** Private: for the log, never for the caller. */
  cause?: unknown
}

/** A request that fails in a way its caller can understand: a stable code, a public sentence and a private cause. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly statusCode: number
  readonly detail: string
  readonly faults: readonly Fault[]
  readonly headers: Readonly<Record<string, string>>
  readonly extension: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, detail: string, { faults = [], headers = {}, extension = {}, cause }: Circumstances = {}) {
    super(detail, { cause })
    this.name = 'ProblemError'
    this.code = code
    this.statusCode = problems[code].status
    this.detail = detail
    this.faults = faults
    this.headers = headers
    this.extension = extension
  }
}
