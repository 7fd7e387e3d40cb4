import type { jsonSchemaTransformObject } from 'fastify-type-provider-zod'

type Document = ReturnType<typeof jsonSchemaTransformObject>
type Json = Record<string, unknown>

const cacheHeaders = {
  ETag: { description: 'Changes with every byte of the answer.', schema: { type: 'string' } },
  'Cache-Control': {
    description: 'How long a copy may be kept: never past the next change, and a minute at most.',
    schema: { type: 'string' },
  },
}

/**
 * Adds to the generated description what the route schemas cannot say: examples, and the 304 of cached answers. Takes away the
 * schemas that nothing refers to: the generator writes each one twice, for reading and for writing.
 *
 * @param examples the JSON of a real answer by operationId, and of a request as `<operationId>.request`
 */
export function completeDocument(document: Document, examples: ReadonlyMap<string, unknown>): Document {
  const completed = structuredClone(document) as unknown as Json
  for (const path of objectsIn(completed['paths'])) {
    for (const [method, operation] of Object.entries(path)) completeOperation(method, operation as Json, examples)
  }
  const components = completed['components'] as { schemas: Json }
  components.schemas = onlyReferred(components.schemas, completed['paths'])
  openForMore(components.schemas)
  openForMore(completed['paths'], 'responses')
  return completed
}

function completeOperation(method: string, operation: Json, examples: ReadonlyMap<string, unknown>): void {
  const id = String(operation['operationId'])
  for (const parameter of (operation['parameters'] ?? []) as Json[]) keepOptional(parameter)
  addExample(operation['requestBody'] as Json | undefined, examples.get(`${id}.request`))
  const responses = operation['responses'] as Record<string, Json>
  const ok = responses['200']
  if (ok === undefined) return
  addExample(ok, examples.get(id))
  const isCached = method === 'get' && !(operation['tags'] as string[]).includes('Operations')
  if (!isCached) return
  ok['headers'] = cacheHeaders
  responses['304'] = {
    description: 'Nothing changed since the answer whose tag was sent in `If-None-Match`.',
    headers: cacheHeaders,
  }
}

function addExample(container: Json | undefined, example: unknown): void {
  const json = (container?.['content'] as Record<string, Json> | undefined)?.['application/json']
  if (json !== undefined && example !== undefined) json['example'] = example
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

/** Answers may get more fields: a client made from this description must not refuse them. Requests stay closed. */
function openForMore(part: unknown, only?: string): void {
  if (typeof part !== 'object' || part === null) return
  if (only === undefined && 'additionalProperties' in part && part.additionalProperties === false)
    delete part.additionalProperties
  for (const [name, value] of Object.entries(part)) openForMore(value, name === only ? undefined : only)
}

/** The schemas that the paths refer to, directly or through others, in the order of their names. */
function onlyReferred(schemas: Json, paths: unknown): Json {
  const referred = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || referred.has(name)) continue
      referred.add(name)
      follow(schemas[name])
    }
  }
  follow(paths)
  return Object.fromEntries([...referred].sort().map((name) => [name, schemas[name]]))
}

function objectsIn(value: unknown): Json[] {
  return Object.values(value as Json) as Json[]
}
