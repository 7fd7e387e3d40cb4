import { z } from 'zod'

/** What a field takes, as far as text must be turned into it. */
export type FieldType = 'text' | 'integer' | 'boolean' | 'list'

export type Field = {
  name: string
  schema: z.ZodType
  type: FieldType
  /** As one would send it; undefined where the schema has none. */
  example: unknown
  required: boolean
}

const known = new WeakMap<z.ZodObject, readonly Field[]>()

/** The fields of a schema, in its order. */
export function fieldsOf(schema: z.ZodObject): readonly Field[] {
  const found = known.get(schema)
  if (found !== undefined) return found
  const fields = Object.entries(schema.shape).map(([name, part]): Field => {
    const field = part as z.ZodType
    const { type, examples } = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' })
    return { name, schema: field, type: typeNames[String(type)] ?? 'text', example: examples?.[0], required: !field.safeParse(undefined).success }
  })
  known.set(schema, fields)
  return fields
}

const typeNames: Readonly<Record<string, FieldType>> = { integer: 'integer', boolean: 'boolean', array: 'list' }
