import { ProblemError } from '../lib/errors.ts'
import type { Fault } from '../lib/errors.ts'

/** Fields whose faults are found beside others: all are told at once. */
export function invalidBody(faults: readonly (Fault & { pointer: string })[]): ProblemError {
  return new ProblemError('invalid_body', faults.map(({ pointer, detail }) => `${pointer}: ${detail}.`).join(' '), { faults })
}
