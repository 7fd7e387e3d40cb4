import { z } from 'zod'
import type { Fault } from '../lib/errors.ts'
import { inspectFields, repeatedNames } from '../lib/fields/read-fields.ts'
import { readObject } from '../lib/fields/read-object.ts'

const noFields = z.strictObject({})

/** The fields of a body that must be one JSON object, and what is wrong with it and with the query, which must be empty. */
export function readBody({ body, query }: { body: unknown; query: Record<string, unknown> }): { fields: Readonly<Record<string, unknown>>; found: Fault[] } {
  const { faults } = inspectFields(noFields, query, 'query')
  const { fields, repeated } = readObject(body, faults)
  return { fields, found: [...faults, ...repeatedNames(repeated)] }
}
