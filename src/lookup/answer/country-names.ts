import { remember } from '../../lib/remember.ts'

/** The names of countries in a language, from CLDR. A code that CLDR cannot name is its own name. */
export const countryNames: (locale: string) => (code: string) => string = remember((locale) => {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  return remember((code) => names.of(code) ?? code)
})
