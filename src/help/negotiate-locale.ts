import { match as bestFit } from '@formatjs/intl-localematcher'
import { remember } from '../lib/remember.ts'
import type { LocaleMatch } from './choice.ts'
import { parseTag } from './parse-tag.ts'

/** What the best-fit matcher answers when nothing fits; no language has it. */
const nothing = 'zxx'

/** More ranges than any browser sends; what comes after them is not read, so that a header cannot cost much. */
export const mostRanges = 20

/**
 * Chooses the language of a text. Each requested tag is tried alone, in order: the tag itself, then its language in its
 * own script, then in another script. Only when no tag finds its own language is a related one taken (Swiss German →
 * German), because a reader who also sent a second language reads that better. Otherwise the country's most likely
 * language, otherwise English, otherwise the first there is.
 *
 * @param requested tags in order of preference; malformed ones must be gone
 * @param available at least one tag; one of them is answered, as it was written
 * @param country ISO 3166-1, for the fallback
 */
export function negotiateLocale(
  requested: readonly string[],
  available: readonly string[],
  country: string | null,
): { locale: string; match: LocaleMatch } {
  const ranges = requested.slice(0, mostRanges).map((range) => parseTag(range).canonical)
  const written = available.map((tag) => parseTag(tag).canonical)
  const found = findLocale(ranges, written, country)
  return { locale: available[written.indexOf(found.locale)] ?? found.locale, match: found.match }
}

function findLocale(ranges: readonly string[], available: readonly string[], country: string | null): { locale: string; match: LocaleMatch } {
  for (const range of ranges) {
    const found = findSameLanguage(range, available)
    if (found !== null) return found
  }
  for (const range of ranges) {
    const locale = bestFit([range], available, nothing, { algorithm: 'best fit' })
    if (locale !== nothing) return { locale, match: 'related_language' }
  }
  return { locale: fallbackLocale(available, country), match: 'fallback' }
}

function findSameLanguage(range: string, available: readonly string[]): { locale: string; match: LocaleMatch } | null {
  if (available.includes(range)) return { locale: range, match: 'exact' }
  const { language, script } = parseTag(range)
  const sameLanguage = available.filter((locale) => parseTag(locale).language === language)
  if (sameLanguage.length === 0) return null
  const sameScript = sameLanguage.filter((locale) => parseTag(locale).script === script)
  return sameScript.length > 0
    ? { locale: closest(range, sameScript), match: 'same_language' }
    : { locale: closest(range, sameLanguage), match: 'other_script' }
}

/** The best regional form of one language: pt-AO → pt-PT, es-MX → es-419, zh-HK → zh-Hant. */
function closest(range: string, candidates: readonly string[]): string {
  const [only, ...others] = candidates
  if (only === undefined) throw new Error('closest() needs a candidate')
  if (others.length === 0) return only
  const found = bestFit([range], candidates, nothing, { algorithm: 'best fit' })
  return found === nothing ? only : found
}

function fallbackLocale(available: readonly string[], country: string | null): string {
  if (country !== null) {
    const likely = findSameLanguage(likelyLocale(country), available)
    if (likely !== null) return likely.locale
  }
  const first = available[0]
  if (first === undefined) throw new Error('negotiateLocale() needs an available locale')
  return available.find((locale) => locale === 'en') ?? available.find((locale) => parseTag(locale).language === 'en') ?? first
}

/** The most likely language tag of a country (ISO 3166-1), from CLDR's likely subtags. */
export const likelyLocale: (country: string) => string = remember((country) => new Intl.Locale(`und-${country}`).maximize().toString())
