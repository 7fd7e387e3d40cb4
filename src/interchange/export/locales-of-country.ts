import type { Directory } from '../../help/directory.ts'
import { labelLocales } from '../../help/label.ts'
import { likelyLocale, negotiateLocale } from '../../help/negotiate-locale.ts'

/**
 * The answer languages that matter in a country: its most likely one, those in which its own services answer, English, and what
 * somebody gets there who reads none of these. In the order of their tags.
 */
export function localesOfCountry(directory: Directory, country: string): string[] {
  const answered = labelLocales(directory)
  const spoken = (directory.byCountry.get(country) ?? []).flatMap(({ content }) => [
    ...content.languages,
    ...content.channels.flatMap(({ languages }) => languages ?? []),
  ])
  const found = [likelyLocale(country), ...new Set(spoken), 'en']
    .map((tag) => negotiateLocale([tag], answered, null))
    .filter(({ match }) => match !== 'fallback')
    .map(({ locale }) => locale)
  return [...new Set([...found, negotiateLocale([], answered, country).locale])].sort()
}
