import type { z } from 'zod'

/**
 * What is wrong with a value, in words for a person who edits a file; where a schema says it in words of its own, those stand. Given to
 * zod's `safeParse` as `error`.
 */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${nameOf(issue.expected)}`
    case 'invalid_value':
      if (issue.input === undefined) return 'is missing'
      return issue.values.length === 1 ? `must be ${String(issue.values[0])}` : `must be one of ${issue.values.join(', ')}`
    case 'unrecognized_keys':
      return `has ${issue.keys.map((key) => `"${key}"`).join(' and ')}, which is not known here`
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum))
    case 'invalid_union':
      return wrongInAll(issue.input, issue.errors ?? [])
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'has a name that is not allowed here'
    default:
      return 'is not of the right form'
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
  null: 'null',
}

function nameOf(expected: string): string {
  return names[expected] ?? expected
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'string') return minimum === 1 ? 'is empty' : `is shorter than ${minimum} characters`
  if (origin === 'array') return minimum === 1 ? 'is empty' : `has fewer than ${minimum} entries`
  return `is below ${minimum}`
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'string') return `is longer than ${maximum} characters`
  if (origin === 'array') return `has more than ${maximum} entries`
  return `is above ${maximum}`
}

/** Of several forms none fits: what is wrong inside the form that was meant, or which forms there are. */
function wrongInAll(input: unknown, forms: readonly (readonly z.core.$ZodIssue[])[]): string {
  if (input === undefined) return 'is missing'
  const inside = forms.map(([first]) => first).find((first) => first !== undefined && first.path.length > 0)
  if (inside !== undefined) return `${inside.path.join('/')} ${inside.message}`
  return [...new Set(forms.flatMap(([first]) => (first === undefined ? [] : [first.message])))].join(', or ') || 'is not of the right form'
}
