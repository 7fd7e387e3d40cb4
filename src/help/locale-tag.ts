import { z } from 'zod'

/** The canonical form of a BCP 47 tag (`en-us` → `en-US`, `iw` → `he`); `null` when it is not one. */
export function toLocaleTag(text: string): string | null {
  if (text.length > 64) return null
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch {
    return null
  }
}

/** A BCP 47 language tag in canonical form. */
export const localeTag = z
  .string()
  .max(64)
  .refine((text) => toLocaleTag(text) === text, { message: 'is not a language tag (BCP 47) in canonical form, such as en, pt-BR, zh-Hant' })
  .meta({ description: 'Language tag (BCP 47).' })
