import type { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { problemMediaType } from '../lib/problem-document.ts'
import { joinTwins, referredBy } from './join-twins.ts'
import { shareResponses } from './share-responses.ts'

type Document = ReturnType<typeof jsonSchemaTransformObject>
type Json = Record<string, unknown>

/** What the operations of one API have in common and their routes do not say. */
export type Completion = {
  /** Parts of the document by their kind, such as `headers`, that operations refer to. */
  components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Says of an operation which headers it reads and answers with, and who may ask it. */
  completeOperation: (method: string, operation: Json, path: string) => void
  /** Whether problems that several operations have alike stand in the components. */
  sharesProblems: boolean
}

/**
 * Adds to the generated description what the route schemas cannot say: examples, headers, and the 304 of cached answers. Takes
 * away what the generator writes twice, and limits of integers that are only those of JavaScript.
 *
 * @param examples the JSON of a real answer by operationId, of a request as `<operationId>.request`, of a problem as
 *   `problem.<code>` or, where it names parameters, `<operationId>.<code>`
 */
export function completeDocument(document: Document, examples: ReadonlyMap<string, unknown>, completion: Completion): Document {
  const completed = joinTwins(document)
  const components = completed['components'] as Json
  Object.assign(components, completion.components)
  const shared = new Map<string, unknown>()
  const schemas = components['schemas'] as Json
  const bodies: unknown[] = []
  for (const [path, methods] of Object.entries(completed['paths'] as Record<string, Json>)) {
    for (const [method, operation] of Object.entries(methods)) {
      addExamples(operation as Json, examples, shared)
      completion.completeOperation(method, operation as Json, path)
      bodies.push((operation as Json)['requestBody'])
    }
  }
  components['examples'] = Object.fromEntries([...shared].sort(([one], [other]) => (one < other ? -1 : 1)))
  const sent = referredBy(bodies, schemas)
  for (const [name, schema] of Object.entries(schemas)) if (!sent.has(name)) openForMore(schema)
  openForMore(completed['paths'], 'responses')
  dropMachineLimits(schemas)
  if (completion.sharesProblems) shareResponses(completed)
  return completed
}

function addExamples(operation: Json, examples: ReadonlyMap<string, unknown>, shared: Map<string, unknown>): void {
  const id = String(operation['operationId'])
  for (const parameter of (operation['parameters'] ?? []) as Json[]) {
    keepOptional(parameter)
    unwrapReference(parameter)
  }
  const media = (container: unknown, type = 'application/json') =>
    ((container as Json | undefined)?.['content'] as Record<string, Json> | undefined)?.[type]
  addExample(media(operation['requestBody']), examples.get(`${id}.request`))
  for (const [status, response] of Object.entries(operation['responses'] as Json)) {
    if (status.startsWith('2')) addExample(firstMedia(response), examples.get(id))
    else addProblems(media(response, problemMediaType), id, examples, shared)
  }
}

function firstMedia(response: unknown): Json | undefined {
  return Object.values((response as { content?: Record<string, Json> }).content ?? {})[0]
}

function addExample(media: Json | undefined, example: unknown): void {
  if (media !== undefined && example !== undefined) media['example'] = example
}

/** One example for each code that the schema of this status allows; those that are alike everywhere are put into `shared`. */
function addProblems(media: Json | undefined, id: string, examples: ReadonlyMap<string, unknown>, shared: Map<string, unknown>): void {
  if (media === undefined) return
  const [, narrowed] = (media['schema'] as { allOf: [Json, { properties: { code: { enum: string[] } } }] }).allOf
  const found = narrowed.properties.code.enum.flatMap((code) => {
    const own = examples.get(`${id}.${code}`)
    const value = own ?? examples.get(`problem.${code}`)
    if (value === undefined) return []
    const example = { summary: (value as { title: string }).title, value }
    if (own === undefined) shared.set(code, example)
    return [[code, own === undefined ? { $ref: `#/components/examples/${code}` } : example] as const]
  })
  media['examples'] = Object.fromEntries(found)
}

/**
 * Consoles send the example of a parameter unless it is emptied, and the optional ones do not all go together. As examples of the
 * schema they are shown and not sent.
 */
function keepOptional(parameter: Json): void {
  const { example } = parameter
  if (parameter['required'] === true || example === undefined) return
  delete parameter['example']
  parameter['schema'] = { ...(parameter['schema'] as Json), examples: [example] }
}

/** Undoes what `wrapReferences` did. */
function unwrapReference(parameter: Json): void {
  const { allOf, ...rest } = parameter['schema'] as Json & { allOf?: [Json] }
  if (allOf !== undefined) parameter['schema'] = { ...allOf[0], ...rest }
}

/** Answers may get more fields: a client made from this description must not refuse them. Requests stay closed. */
function openForMore(part: unknown, only?: string): void {
  if (typeof part !== 'object' || part === null) return
  if (only === undefined && 'additionalProperties' in part && part.additionalProperties === false)
    delete part.additionalProperties
  for (const [name, value] of Object.entries(part)) openForMore(value, name === only ? undefined : only)
}

/** The generator gives each integer the limits of a double; where they are not ours they say nothing. */
function dropMachineLimits(part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  if ('maximum' in part && part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum
  if ('minimum' in part && part.minimum === Number.MIN_SAFE_INTEGER) delete part.minimum
  for (const value of Object.values(part)) dropMachineLimits(value)
}
