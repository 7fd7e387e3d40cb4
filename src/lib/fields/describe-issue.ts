import type { z } from 'zod'
import type { Fault, FaultCode } from '../errors.ts'
import type { Field } from './fields-of.ts'

type Described = Pick<Fault, 'code' | 'detail'>

/**
 * Says in words what is wrong with a field, and what would be right, without repeating what was sent.
 *
 * @param given what stands where the fault is; undefined when nothing does
 */
export function describeIssue(issue: z.core.$ZodIssue, given: unknown, { name, example, required }: Pick<Field, 'name' | 'example' | 'required'>): Described {
  const choice = choiceOf(issue)
  if (given === undefined)
    return { code: 'missing', detail: `is missing${say(example) || (choice === null ? '' : `; one of ${choice}`)}` }
  if (choice !== null) return { code: 'unknown_value', detail: `is not one of ${choice}${hint(given, name)}` }
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong_type', detail: `is not ${typeNames[issue.expected] ?? issue.expected}` }
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'too_long', detail: `is longer than ${issue.maximum} characters` }
        : issue.origin === 'array'
          ? { code: 'too_many', detail: `is there more than ${issue.maximum} times` }
          : { code: 'out_of_range', detail: `is above ${issue.maximum}` }
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? describeEmpty({ required, example })
        : { code: 'out_of_range', detail: `is below ${issue.minimum}` }
    case 'custom':
      return { code: ownCode(issue.params), detail: issue.message }
    case 'invalid_format':
      return { code: 'invalid_value', detail: issue.format === 'date' ? 'is not a date that exists, written 2026-12-31' : issue.message }
    default:
      return { code: 'invalid_value', detail: issue.message }
  }
}

/** The words that a field takes, or an object by its kind. */
function choiceOf(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_value') return issue.values.join(', ')
  return issue.code === 'invalid_union' && issue.inclusive !== false && issue.options !== undefined ? issue.options.join(', ') : null
}

const typeNames: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields of its own',
}

/** What is wrong with a field that is there and has no value. */
export function describeEmpty({ required, example }: Pick<Field, 'required' | 'example'>): Described {
  return { code: 'empty', detail: required ? `has no value${say(example)}` : 'has no value; leave it out instead' }
}

function say(example: unknown): string {
  return typeof example === 'string' ? `; for example ${example}` : ''
}

function hint(given: unknown, name: string): string {
  const texts = Array.isArray(given) ? given : [given]
  if (texts.some((text) => typeof text === 'string' && text.includes(','))) return `; to send several, repeat ${name}`
  return name === 'ageBand' ? '; to send an age in years, use age' : ''
}

function ownCode(params: Record<string, unknown> | undefined): FaultCode {
  return params?.['fault'] === 'unknown_value' ? 'unknown_value' : 'invalid_value'
}
