import type { VerificationMethod } from '../../db/generated/client.ts'
import { ProblemError } from '../../lib/errors.ts'
import type { Fault } from '../../lib/errors.ts'
import { checklists } from './checklists.ts'
import type { Checklist } from './checklists.ts'

/**
 * Goes through the answers to the questions of a method.
 *
 * @returns what was found wrong: the questions answered with false; empty when the check counts
 * @throws ProblemError `invalid_body` when a question of the method has no answer, or one of another method has
 */
export function readAnswers(method: VerificationMethod, checklist: Checklist): Fault[] {
  const asked: Readonly<Record<string, string>> = checklists[method]
  const given = new Map(Object.entries(checklist))
  const missing = Object.keys(asked).filter((question) => !given.has(question))
  const strange = [...given.keys()].filter((question) => !(question in asked))
  const faults: Fault[] = [
    ...missing.map((question) => ({ pointer: pointerTo(question), code: 'missing' as const, detail: `is missing: ${asked[question]}` })),
    ...strange.map((question) => ({ pointer: pointerTo(question), code: 'unknown_parameter' as const, detail: `is no question of ${method}` })),
  ]
  if (faults.length > 0) throw new ProblemError('invalid_body', `Answer each question of ${method}, and no other.`, { faults })
  return [...given].flatMap(([question, isRight]) =>
    isRight ? [] : [{ pointer: pointerTo(question), code: 'conflict' as const, detail: `was found not to be so: ${asked[question]}` }],
  )
}

function pointerTo(question: string): string {
  return `/checklist/${question}`
}
