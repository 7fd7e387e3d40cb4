import type { z } from 'zod'
import { ProblemError } from '../errors.ts'
import type { Fault } from '../errors.ts'
import { describeIssue } from './describe-issue.ts'
import { fieldsOf } from './fields-of.ts'
import type { Field } from './fields-of.ts'
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
 * @param check finds faults between fields, among those that could be read, and among those that were sent.
 * @param found faults of another part of the request, which are thrown together with these.
 */
export function readFields<Schema extends z.ZodObject>(
  schema: Schema,
  raw: Readonly<Record<string, unknown>>,
  from: FieldSource,
  check: (values: Values<Schema>, sent: ReadonlySet<string>) => Fault[] = () => [],
  found: readonly Fault[] = [],
): z.output<Schema> {
  const { values, faults } = inspectFields(schema, raw, from, check)
  const all = [...found, ...faults]
  if (all.length > 0) throw faultyRequest(all)
  return values as z.output<Schema>
}

/** Reads as `readFields` does, and gives the faults back. */
export function inspectFields<Schema extends z.ZodObject>(
  schema: Schema,
  raw: Readonly<Record<string, unknown>>,
  from: FieldSource,
  check: (values: Values<Schema>, sent: ReadonlySet<string>) => Fault[] = () => [],
): { values: Values<Schema>; faults: Fault[] } {
  const fields = fieldsOf(schema)
  const known = fields.map(({ name }) => name)
  const faults: Fault[] = unknownNames(Object.keys(raw), known, from)
  const values: Record<string, unknown> = {}
  for (const described of fields) {
    const { name, schema: field } = described
    const given = raw[name]
    const read = from === 'query' && given !== undefined ? readText(given, described) : { value: given }
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
          ...(from === 'query' ? describeIssue(issue, given, described) : describeIssue(issue, inside(given, issue.path), fieldInside(described, issue.path))),
        })),
      )
    }
  }
  const sent = new Set(known.filter((name) => raw[name] !== undefined))
  faults.push(...check(values as Values<Schema>, sent).map((fault) => relocate(fault, from)))
  return { values: values as Values<Schema>, faults }
}

function unknownNames(given: readonly string[], known: readonly string[], from: FieldSource): Fault[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name, index) => {
      // Nobody reads more, and looking for what was meant takes time.
      const suggestion = index < mostFaults ? suggestName(name, known) : null
      const choice = known.length === 0 ? 'nothing is read here' : `known here: ${known.join(', ')}`
      const detail = `is not known here; ${suggestion === null ? choice : `did you mean ${suggestion}?`}`
      if (!isReadable(name)) return { code: 'unknown_parameter', detail: `A name that cannot be read ${detail}` }
      return { ...place(from, name), code: 'unknown_parameter', detail }
    })
}

/** The faults of names that stand twice in a JSON body, of which a parser would keep the last in silence. */
export function repeatedNames(names: readonly string[]): Fault[] {
  const detail = 'is there more than once; send it once'
  return names.map((name) =>
    isReadable(name)
      ? { ...place('body', name), code: 'repeated_parameter', detail }
      : { code: 'repeated_parameter', detail: `A name that cannot be read ${detail}` },
  )
}

/** What a fault inside a field is about. Its example is the one that the example of the whole field has in that place. */
function fieldInside(field: Field, path: readonly PropertyKey[]): Pick<Field, 'name' | 'example' | 'required'> {
  if (path.length === 0) return field
  return { name: String(path.at(-1)), example: inside(field.example, path), required: true }
}

function inside(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((whole, name) => (typeof whole === 'object' && whole !== null && Object.hasOwn(whole, name) ? Reflect.get(whole, name) : undefined), value)
}

/** A name is said again only when it looks like one: anything else may be a value, or worse. */
function isReadable(name: string): boolean {
  return /^[A-Za-z0-9_.[\]-]{1,40}$/.test(name)
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

function faultyRequest(found: readonly Fault[]): ProblemError {
  const different = [...new Map(found.map((fault) => [JSON.stringify(fault), fault])).values()]
  const faults = different.slice(0, mostFaults)
  const sentences = faults.map(({ parameter, pointer, detail }) => {
    const where = parameter ?? pointer
    return where === undefined ? detail : `${where}: ${detail}`
  })
  if (different.length > mostFaults) sentences.push(`And ${different.length - mostFaults} more`)
  const detail = sentences.map((sentence) => (/[.?]$/.test(sentence) ? sentence : `${sentence}.`)).join(' ')
  const inBody = faults.some(({ pointer }) => pointer !== undefined)
  return new ProblemError(inBody ? 'invalid_body' : 'invalid_parameters', detail, { faults })
}
