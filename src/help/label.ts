import type { Directory } from './directory.ts'

const sourceLocale = 'en'

/** Locales that have labels, and therefore answers, in the order of their tags. */
export function labelLocales(directory: Directory): string[] {
  const locales = [...directory.labelsByLocale.keys()].sort()
  return locales.length > 0 ? locales : [sourceLocale]
}

/**
 * The words for a key in a language that has labels, with `{placeholders}` filled in. A key that the language lacks is
 * answered in English, and one that English lacks with the key itself: a screen with a strange word is better than none.
 */
export function label(directory: Directory, locale: string, key: string, values: Readonly<Record<string, string>> = {}): string {
  const text = directory.labelsByLocale.get(locale)?.labels[key] ?? directory.labelsByLocale.get(sourceLocale)?.labels[key] ?? key
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
}

/** The words for a key, or null when there are none. */
export function optionalLabel(directory: Directory, locale: string, key: string): string | null {
  const text = label(directory, locale, key)
  return text === key ? null : text
}
