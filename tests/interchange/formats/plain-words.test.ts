import { expect, test } from 'vitest'
import { z } from 'zod'
import { plainWords } from '../../../src/interchange/formats/plain-words.ts'

const whole = z.strictObject({ mode: z.string() })

test.each<[unknown, z.ZodType, string]>([
  [undefined, z.string(), 'is missing'],
  [undefined, z.enum(['one', 'two']), 'is missing'],
  [undefined, z.union([z.string(), whole]), 'is missing'],
  [null, z.string(), 'must be text'],
  [7, z.string(), 'must be text'],
  ['7', z.number(), 'must be a number'],
  [7.5, z.int(), 'must be a whole number'],
  ['yes', z.boolean(), 'must be true or false'],
  ['fi', z.array(z.string()), 'must be a list in [ ]'],
  [[], whole, 'must be an object in { }'],
  [[], z.record(z.string(), z.string()), 'must be an object in { }'],
  ['three', z.enum(['one', 'two']), 'must be one of one, two'],
  ['three', z.literal('one'), 'must be one'],
  [{ mode: '', size: 1, colour: 2 }, whole, 'has "size" and "colour", which is not known here'],
  ['', z.string().min(1), 'is empty'],
  ['a', z.string().min(2), 'is shorter than 2 characters'],
  ['abc', z.string().max(2), 'is longer than 2 characters'],
  [[], z.array(z.string()).min(1), 'is empty'],
  [['a'], z.array(z.string()).max(0), 'has more than 0 entries'],
  [-1, z.number().min(0), 'is below 0'],
  [121, z.number().max(120), 'is above 120'],
  [7, z.union([z.string(), whole]), 'must be text, or must be an object in { }'],
  [{ mode: 7 }, z.union([z.string(), whole]), 'mode must be text'],
  ['x', z.iso.date(), 'is not of the right form'],
  ['x', z.string('says it in its own words').min(2, 'is too short for a name'), 'is too short for a name'],
])('%j as %o: %s', (value, schema, words) => {
  expect(schema.safeParse(value, { error: plainWords }).error?.issues.map((issue) => issue.message)).toEqual([words])
})
