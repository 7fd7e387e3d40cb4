import { z } from 'zod'
import type { Fault } from '../../lib/errors.ts'

/** What a field takes, as far as text must be turned into it. */
export type FieldType = 'text' | 'integer' | 'boolean' | 'list'

const known = new WeakMap<z.ZodObject, Map<string, FieldType>>()

/** The names of a schema's fields and what each takes, in the schema's order. */
export function fieldTypes(schema: z.ZodObject): ReadonlyMap<string, FieldType> {
  const found = known.get(schema)
  if (found !== undefined) return found
  const types = new Map<string, FieldType>()
  for (const [name, field] of Object.entries(schema.shape)) {
    const { type } = z.toJSONSchema(field as z.ZodType, { io: 'input', unrepresentable: 'any' })
    types.set(name, type === 'integer' ? 'integer' : type === 'boolean' ? 'boolean' : type === 'array' ? 'list' : 'text')
  }
  known.set(schema, types)
  return types
}

/** Reads what a query string holds under one name as the type of its field; text that does not fit is left for the schema to refuse. */
export function readText(given: unknown, type: FieldType): { value: unknown } | { fault: Pick<Fault, 'code' | 'detail'> } {
  const texts = Array.isArray(given) ? given.map(String) : [String(given)]
  if (type !== 'list' && texts.length > 1) return { fault: { code: 'repeated_parameter', detail: 'is there more than once, and takes one value' } }
  for (const text of texts) {
    if (text === '') return { fault: { code: 'empty', detail: 'has no value; leave it out instead' } }
    // The decoder leaves U+FFFD or the percent sign where bytes are not UTF-8.
    if (/[\p{Cc}\ufffd]/u.test(text) || !text.isWellFormed()) {
      return { fault: { code: 'unreadable', detail: 'contains a control character or broken text' } }
    }
  }
  if (type === 'list') return { value: texts }
  const [text = ''] = texts
  if (type === 'integer' && /^-?(?:0|[1-9]\d{0,8})$/.test(text)) return { value: Number(text) }
  if (type === 'boolean' && (text === 'true' || text === 'false')) return { value: text === 'true' }
  return { value: text }
}
