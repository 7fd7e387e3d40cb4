import type { jsonSchemaTransform } from 'fastify-type-provider-zod'

type Transformed = ReturnType<typeof jsonSchemaTransform>
type Json = Record<string, unknown>

/**
 * @fastify/swagger forgets the description and the examples of a query parameter that refers to a named schema. Wrapped into
 * `allOf` they stay; `completeDocument` unwraps them.
 */
export function wrapReferences({ schema, url }: Transformed): Transformed {
  const properties = (schema as { querystring?: { properties?: Json } } | undefined)?.querystring?.properties
  for (const [name, property] of Object.entries(properties ?? {})) {
    const { $ref, ...rest } = property as Json
    if ($ref !== undefined && properties !== undefined) properties[name] = { ...rest, allOf: [{ $ref }] }
  }
  return { schema, url }
}
