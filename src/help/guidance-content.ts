/** What a guidance says: a short text with steps for one situation and audience. */
import { z } from 'zod'
import { localeTag } from './locale-tag.ts'
import { toCountryCode } from './places.ts'
import { line, prose } from './plain-text.ts'
import { ageBand, audience, situation, textOrigin } from './vocabulary.ts'

const text = z.object({
  title: line(200),
  body: prose(2000),
  steps: z.array(prose(500)).max(12),
})

/** A guidance in one language; the plain text is for readers under 13. */
export const guidanceText = z.object({
  locale: localeTag,
  origin: textOrigin,
  reviewed: z.boolean(),
  plain: text.nullable().default(null),
  standard: text,
})

const guidanceFields = z.object({
  situation,
  audience,
  ageBands: z.array(ageBand).min(1),
  /** Only for this country, where its procedure differs; null for all others. */
  country: z
    .string()
    .refine((code) => toCountryCode(code) === code, { message: 'is not an ISO 3166-1 country code' })
    .nullable()
    .default(null),
  texts: z.array(guidanceText).min(1).max(200),
  sources: z.array(prose(1000)).min(1),
  editorsNote: prose(10_000).nullable().default(null),
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
