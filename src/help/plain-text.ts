/** Text that can be stored, shown and read aloud as it was typed. */
import { z } from 'zod'

/**
 * What nobody sees and what turns the writing direction can disguise a name or a number: zero-width spaces and joiners of words, soft
 * hyphens, fillers, tags. The joiners and marks that Persian, Indic and Arabic writing need are text.
 */
const invisible = '\\u00ad\\u115f\\u1160\\u180e\\u200b\\u2028\\u2029\\u202a-\\u202e\\u2060-\\u2069\\u3164\\ufeff\\uffa0\\u{e0000}-\\u{e007f}'

const disguising = new RegExp(`[\\p{Cc}${invisible}]`, 'u')

/** The same in text of several lines, where the tabulator and the end of a line have a meaning. */
const disguisingInProse = new RegExp(`[^\\P{Cc}\\t\\n]|[${invisible}]`, 'u')

const whole = (text: string) => text.isWellFormed()
const broken = { message: 'contains half a character (a lone surrogate)' }

/** One line of 1 to `max` UTF-16 units: a name, a number, a summary. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.trim() === text, { message: 'begins or ends with a space' })
    .refine((text) => !disguising.test(text), { message: 'contains a control or invisible character' })
    .refine(whole, broken)

/** Text of 1 to `max` UTF-16 units that may run over several lines. */
export const prose = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !disguisingInProse.test(text), { message: 'contains a control or invisible character' })
    .refine(whole, broken)
