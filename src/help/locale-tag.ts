import { z } from 'zod'
import { remember } from '../lib/remember.ts'

/**
 * The canonical form of a BCP 47 tag, to compare tags by: `en-us` → `en-US`, `iw` → `he`, `cnr` → `sr-ME`; `null` when it
 * is not a tag. Extensions and private parts (calendars, numerals), which devices add, say nothing about the language and
 * are dropped. Texts are stored under the tag that their authors chose, so both sides of a comparison need this.
 */
export function toLocaleTag(text: string): string | null {
  return text.length > 64 ? null : canonicalTag(text)
}

/** Remembered: a directory of the whole world repeats a few hundred tags a million times. */
const canonicalTag = remember((text: string): string | null => {
  try {
    return new Intl.Locale(text).baseName
  } catch {
    return null
  }
})

/** A tag in the usual case, and nothing else changed: `EN-us` → `en-US`, but `cnr` stays; `null` when it is not a tag. */
export function toStoredTag(text: string): string | null {
  return toLocaleTag(text) === null ? null : usualCase(text)
}

const usualCase = remember((tag: string): string =>
  tag
    .toLowerCase()
    .split('-')
    .map((part, index) => {
      if (index === 0) return part
      if (part.length === 4 && /^[a-z]/.test(part)) return part.charAt(0).toUpperCase() + part.slice(1)
      return part.length === 2 ? part.toUpperCase() : part
    })
    .join('-'),
)

/** A BCP 47 language tag in the usual case. */
export const localeTag = z
  .string()
  .max(64)
  .refine((text) => toStoredTag(text) === text, { message: 'is not a language tag (BCP 47), such as en, pt-BR, zh-Hant' })
  .meta({ description: 'Language tag (BCP 47).' })
