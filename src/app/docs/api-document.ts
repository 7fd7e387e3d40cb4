type Value = string | number | boolean

/** The parts of an OpenAPI document that the reference shows. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: Value[]
  const?: Value
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  maximum?: number
  maxLength?: number
  examples?: (Value | Value[])[]
}

export type Reference = { $ref: string }

export type Parameter = {
  name: string
  in: 'query' | 'path' | 'header'
  required: boolean
  description?: string
  example?: Value
  schema: Schema
}

type Example = { summary: string; value: unknown }
export type Media = { schema: Schema; example?: unknown; examples?: Record<string, Example | Reference> }
export type Response = { description: string; headers?: Record<string, unknown>; content?: Record<string, Media> }

export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  parameters?: (Parameter | Reference)[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Response | Reference>
}

export type ApiDocument = {
  info: { title: string; summary: string; description: string; version: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    parameters: Record<string, Parameter>
    examples: Record<string, Example>
    responses?: Record<string, Response>
  }
}

/** One operation with its place. */
export type PlacedOperation = Operation & { path: string; method: string }

export function operationsOf({ paths }: ApiDocument): PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  )
}

/** The last part of a reference: the name of the component. */
export function nameOfReference(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

/** The answers of an operation by their status. */
export function responsesOf({ components }: ApiDocument, { responses }: Operation): [string, Response][] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const found = '$ref' in response ? components.responses?.[nameOfReference(response.$ref)] : response
    return found === undefined ? [] : [[status, found]]
  })
}

/** The schema itself, or the named one that it refers to. */
export function resolveSchema({ components }: ApiDocument, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : (components.schemas[nameOfReference(schema.$ref)] ?? schema)
}

export function parametersOf({ components }: ApiDocument, { parameters = [] }: Operation): Parameter[] {
  return parameters.flatMap((parameter) => {
    if (!('$ref' in parameter)) return [parameter]
    const found = components.parameters[nameOfReference(parameter.$ref)]
    return found === undefined ? [] : [found]
  })
}
