import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { referredBy } from '../../../src/app/join-twins.ts'
import { openapiDocument } from '../../../src/app/openapi-document.ts'
import { problemMediaType } from '../../../src/lib/problem-document.ts'

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; description?: string; schema: { examples?: unknown[] } }
export type Media = { schema: object; example?: unknown; examples?: Record<string, { value: unknown }> }
export type Response = { description: string; headers: Record<string, { $ref: string }>; content: Record<string, Media> }

type Written = Omit<Response, 'content'> & { content?: Record<string, Media> }
export type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: object[]
  path: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  parameters: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Response>
}
export type Schema = { description?: string; properties?: Record<string, Schema> }

type Document = {
  paths: Record<string, Record<string, Omit<Operation, 'path' | 'method'>>>
  tags: { name: string }[]
  components: Record<'schemas', Record<string, Schema>> & Record<string, Record<string, unknown>>
}

export const document = JSON.parse(await openapiDocument('console')) as Document

/** What stands there, or what it refers to. */
function resolved<Part>(part: Part | { $ref: string }): Part {
  if (typeof part !== 'object' || part === null || !('$ref' in part)) return part
  const [kind = '', name = ''] = part.$ref.replace('#/components/', '').split('/')
  const found = document.components[kind]?.[name]
  if (found === undefined) throw new Error(`${part.$ref} is not there`)
  return found as Part
}

function resolvedMedia(media: Media): Media {
  const examples = Object.entries(media.examples ?? {}).map(([code, example]) => [code, resolved(example)] as const)
  return { ...media, examples: Object.fromEntries(examples) }
}

function resolvedResponse(response: Written | { $ref: string }): Response {
  const { content = {}, ...rest } = resolved<Written>(response)
  return { ...rest, content: Object.fromEntries(Object.entries(content).map(([type, media]) => [type, resolvedMedia(media)])) }
}

/** Every operation, with everything that it refers to but schemas. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    path,
    method: method.toUpperCase() as Operation['method'],
    parameters: (operation.parameters ?? []).map((parameter) => resolved<Parameter>(parameter)),
    responses: Object.fromEntries(Object.entries(operation.responses).map(([status, response]) => [status, resolvedResponse(response)])),
  })),
)

export function operationOf(id: string): Operation {
  const found = operations.find(({ operationId }) => operationId === id)
  if (found === undefined) throw new Error(`There is no operation ${id}.`)
  return found
}

/** The status of an operation when all is well. */
export function goodStatus({ responses }: Operation): string {
  return Object.keys(responses).find((status) => status.startsWith('2')) ?? ''
}

/** The codes of the problems that an operation may have with a status. */
export function codesOf({ responses }: Operation, status: number): readonly string[] {
  const schema = responses[status]?.content[problemMediaType]?.schema as { allOf: [object, { properties: { code: { enum: string[] } } }] } | undefined
  return schema?.allOf[1].properties.code.enum ?? []
}

/** A schema of the document as something that can check a value. */
function schemaOf(schema: object): z.ZodType {
  const written = JSON.stringify(schema)
  const used = [...referredBy(schema, document.components.schemas)].map((name) => [name, document.components.schemas[name]])
  const whole = JSON.stringify({ ...schema, $defs: Object.fromEntries(used) }).replaceAll('#/components/schemas/', '#/$defs/')
  const made = read.get(written) ?? z.fromJSONSchema(JSON.parse(whole))
  read.set(written, made)
  return made
}

const read = new Map<string, z.ZodType>()

/** What the value has that its schema does not describe, or the other way round, in words; null when they agree. */
export function disagreement(schema: object, value: unknown): string | null {
  const found = schemaOf(schema).safeParse(value)
  if (!found.success) return z.prettifyError(found.error)
  return isDeepStrictEqual(found.data, value) ? null : `the schema does not describe all of ${JSON.stringify(value)}: ${JSON.stringify(found.data)}`
}
