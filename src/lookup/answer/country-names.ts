/** The names of countries in a language, from CLDR. A code that CLDR cannot name is its own name. */
export function countryNames(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  return (code) => names.of(code) ?? code
}
