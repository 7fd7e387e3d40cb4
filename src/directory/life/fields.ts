import { z } from 'zod'
import { prose } from '../../help/plain-text.ts'

/** Of a listing or guidance. */
export const thingField = z.string().min(1).max(200).meta({ description: 'The id or the slug.' })

/** Why somebody does something, for those who come later. */
export const reasonField = prose(2000).meta({ description: 'Why, for those who come later. Never public.' })

export const optionalReasonField = reasonField.nullable().default(null)
