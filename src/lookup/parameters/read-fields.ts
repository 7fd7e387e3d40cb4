import type { z } from 'zod'
import { ProblemError } from '../../lib/errors.ts'
import type { Fault } from '../../lib/errors.ts'
import { describeIssue } from './describe-issue.ts'
import { fieldsOf } from './fields-of.ts'
import { readText } from './read-text.ts'
import { suggestName } from './suggest-name.ts'

/** Where fields come from: text in a query, values in a JSON body. */
export type FieldSource = 'query' | 'body'

type Values<Schema extends z.ZodObject> = { [Name in keyof z.output<Schema>]?: z.output<Schema>[Name] | undefined }

/**
 * Reads the fields of a request, each by itself, so that one fault does not hide another; all are thrown as one problem.
 * Unknown names, names sent twice and empty values are faults: a mistyped `ageband` must not silently give answers for
 * the wrong age. What was sent is never repeated in the answer.
 *
 * @param check finds faults between fields, among those that could be read.
 */
export function readFields<Schema extends z.ZodObject>(
  schema: Schema,
  raw: Readonly<Record<string, unknown>>,
  from: FieldSource,
  check: (values: Values<Schema>) => Fault[] = () => [],
): z.output<Schema> {
  const fields = fieldsOf(schema)
  const known = fields.map(({ name }) => name)
  const faults: Fault[] = unknownNames(Object.keys(raw), known, from)
  const values: Record<string, unknown> = {}
  for (const { name, schema: field, type, example } of fields) {
    const given = raw[name]
    const read = from === 'query' && given !== undefined ? readText(given, type) : { value: given }
    if ('fault' in read) {
      faults.push({ ...place(from, name), ...read.fault })
      continue
    }
    const result = field.safeParse(read.value)
    if (result.success) values[name] = result.data
    else {
      faults.push(
        ...result.error.issues.map((issue) => ({
          ...place(from, name, issue.path),
          ...describeIssue(issue, given, name, example),
        })),
      )
    }
  }
  faults.push(...check(values as Values<Schema>).map((fault) => relocate(fault, from)))
  if (faults.length > 0) throw faultyRequest(faults, from)
  return values as z.output<Schema>
}

function unknownNames(given: readonly string[], known: readonly string[], from: FieldSource): Fault[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => {
      // A name is repeated only when it looks like one: anything else may be a value, or worse.
      const readable = /^[A-Za-z0-9_.[\]-]{1,40}$/.test(name)
      const suggestion = suggestName(name, known)
      const choice = known.length === 0 ? 'nothing is read here' : `known here: ${known.join(', ')}`
      const detail = `is not known here; ${suggestion === null ? choice : `did you mean ${suggestion}?`}`
      if (!readable) return { code: 'unknown_parameter', detail: `A name that cannot be read ${detail}` }
      return { ...place(from, name), code: 'unknown_parameter', detail }
    })
}

function place(from: FieldSource, name: string, path: readonly PropertyKey[] = []): { parameter: string } | { pointer: string } {
  if (from === 'query') return { parameter: name }
  return { pointer: ['', name, ...path.map(String)].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/') }
}

function relocate({ parameter, ...fault }: Fault, from: FieldSource): Fault {
  return parameter === undefined ? fault : { ...place(from, parameter), ...fault }
}

/** More than anybody mends at once; a flood of faults would make a large answer out of a small request. */
const mostFaults = 50

function faultyRequest(found: readonly Fault[], from: FieldSource): ProblemError {
  const different = [...new Map(found.map((fault) => [JSON.stringify(fault), fault])).values()]
  const faults = different.slice(0, mostFaults)
  const sentences = faults.map(({ parameter, pointer, detail }) => {
    const where = parameter ?? pointer
    return where === undefined ? detail : `${where}: ${detail}`
  })
  if (different.length > mostFaults) sentences.push(`And ${different.length - mostFaults} more`)
  const detail = sentences.map((sentence) => (sentence.endsWith('?') ? sentence : `${sentence}.`)).join(' ')
  return new ProblemError(from === 'query' ? 'invalid_parameters' : 'invalid_body', detail, { faults })
}
