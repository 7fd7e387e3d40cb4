/** A file of all words of one language: what translators edit. */
import { z } from 'zod'
import { localeTag } from '../../help/locale-tag.ts'
import { textOrigin } from '../../help/vocabulary.ts'

const text = z.strictObject({ title: z.string(), body: z.string(), steps: z.array(z.string()) })

export const localeTexts = z.strictObject({
  locale: localeTag,
  origin: textOrigin,
  /** A person who knows the language and the subject has read all of it. */
  reviewed: z.boolean(),
  /** By slug of the guidance. */
  guidance: z.record(z.string(), z.strictObject({ plain: text.nullable().default(null), standard: text })),
  labels: z.record(z.string(), z.string()),
})
export type LocaleTexts = z.infer<typeof localeTexts>
