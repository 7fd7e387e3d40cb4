import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Fault } from '../lib/errors.ts'
import { readFields, repeatedNames } from '../lib/fields/read-fields.ts'
import { readObject } from '../lib/fields/read-object.ts'
import { unknownFields } from '../lib/fields/unknown-fields.ts'

/**
 * What a request says, out of its path and its body. Everything that cannot be read is told at once, names that nobody knows among
 * it: a mistyped field would otherwise be lost in silence.
 *
 * @param path names of the fields that stand in the path
 */
export function readInput<Schema extends z.ZodObject>(schema: Schema, path: readonly string[], request: FastifyRequest): z.output<Schema> {
  const inPath = request.params as Record<string, string>
  const hasBody = Object.keys(schema.shape).some((name) => !path.includes(name))
  const { fields, repeated } =
    hasBody || (typeof request.body === 'string' && request.body.trim() !== '') ? readObject(request.body, []) : { fields: {}, repeated: [] }
  const stray: Fault[] = path
    .filter((name) => name in fields)
    .map((name) => ({ pointer: `/${name}`, code: 'unknown_parameter', detail: 'stands in the address' }))
  const given = { ...fields, ...Object.fromEntries(path.map((name) => [name, inPath[name]])) }
  return readFields(
    schema,
    given,
    'body',
    (values) => unknownFields(fields, values).map((pointer) => ({ pointer, code: 'unknown_parameter', detail: 'is not known here' })),
    [...repeatedNames(repeated), ...stray],
  )
}
