/** Countries and subdivisions by ISO 3166, with Kosovo, which ISO has left to user-assigned codes. */
import { iso31661, iso31662 } from 'iso-3166'

/** ISO 3166-1 alpha-2 codes of all 249 territories, and XK. */
export const countryCodes: readonly string[] = [...iso31661.map((entry) => entry.alpha2), 'XK'].sort()

const knownCountries = new Set(countryCodes)
const subdivisionParents = new Map(iso31662.map((entry) => [entry.code, entry.parent]))

/** Codes that people and browsers write for a country that ISO names otherwise (European Union usage). */
const aliases: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' }

/** The ISO code for what somebody typed, in any case and with the aliases UK, EL; `null` when no territory has it. */
export function toCountryCode(text: string): string | null {
  // Letters outside ASCII can become others in upper case: ß would be South Sudan.
  if (!/^[A-Za-z]{2}$/.test(text)) return null
  const upper = text.toUpperCase()
  const code = aliases[upper] ?? upper
  return knownCountries.has(code) ? code : null
}

/** The ISO 3166-2 code for what somebody typed, in any case; `null` when there is no such subdivision. */
export function toSubdivisionCode(text: string): string | null {
  if (!/^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$/.test(text)) return null
  const upper = text.toUpperCase()
  const [country = '', ...rest] = upper.split('-')
  const code = [aliases[country] ?? country, ...rest].join('-')
  return subdivisionParents.has(code) ? code : null
}

/** The country of an ISO 3166-2 code. */
export function countryOfSubdivision(subdivision: string): string {
  return subdivision.slice(0, 2)
}

/** The subdivision itself and the larger ones that contain it, nearest first, without the country. */
export function subdivisionChain(subdivision: string): string[] {
  const chain: string[] = []
  let code: string | undefined = subdivision
  while (code !== undefined && code.includes('-') && !chain.includes(code)) {
    chain.push(code)
    code = subdivisionParents.get(code)
  }
  return chain
}
