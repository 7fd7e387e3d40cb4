/** What a guidance says: a short text with steps for one situation and audience. */
import { z } from 'zod'
import { localeTag } from './locale-tag.ts'
import { toCountryCode } from './places.ts'
import { line, prose } from './plain-text.ts'
import { ageBand, audience, situation, textOrigin } from './vocabulary.ts'

const text = z.object({
  title: line(200).describe('What to say first.'),
  body: prose(2000).describe('What to say then.'),
  steps: z.array(prose(500)).max(12).describe('What one can do, in order.'),
})

/** A guidance in one language; the plain text is for readers under 13. */
export const guidanceText = z.object({
  locale: localeTag,
  origin: textOrigin,
  reviewed: z.boolean().describe('Whether a person who reads the language has looked at it.'),
  plain: text.nullable().default(null).describe('For readers under 13; null where there is only the standard text.'),
  standard: text.describe('For everybody else.'),
})

const guidanceFields = z.object({
  situation,
  audience,
  ageBands: z.array(ageBand).min(1).describe('For which ages it is.'),
  country: z
    .string()
    .refine((code) => toCountryCode(code) === code, { message: 'is not an ISO 3166-1 country code' })
    .nullable()
    .default(null)
    .describe('Only for this country, where its procedure differs; null for all others.'),
  texts: z.array(guidanceText).min(1).max(200).describe('One for each language.'),
  sources: z.array(prose(1000)).min(1).describe('Where it comes from. Never public.'),
  editorsNote: prose(10_000).nullable().default(null).describe('For editors only; never leaves through a public door.'),
})

const publicFields = guidanceFields.omit({ sources: true, editorsNote: true })

function joinParts(value: z.infer<typeof publicFields>, context: z.RefinementCtx): void {
  const seen = new Set<string>()
  value.texts.forEach((entry, index) => {
    if (seen.has(entry.locale))
      context.addIssue({ code: 'custom', path: ['texts', index, 'locale'], message: 'is there twice' })
    seen.add(entry.locale)
  })
}

export const guidanceContent = guidanceFields.superRefine(joinParts)
export type GuidanceContent = z.infer<typeof guidanceContent>

/** Guidance without what only editors may read: this is what `published_guidance` holds. */
export const publicGuidanceContent = publicFields.superRefine(joinParts)
export type PublicGuidanceContent = z.infer<typeof publicGuidanceContent>
