import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'

/** Of a listing or guidance. */
export const thingField = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,200}$/, 'is neither an id nor a slug')
  .meta({ description: 'The id or the slug.' })

/** Why somebody does something, for those who come later. */
export const reasonField = prose(2000).meta({ description: 'Why, for those who come later. Never public.' })

export const optionalReasonField = reasonField.nullable().default(null)
