import type { Directory } from '../../help/directory.ts'
import { ageBands, situations } from '../../help/vocabulary.ts'
import { localesOfCountry } from './locales-of-country.ts'

/** One file of an export, and the question whose answer it is. */
export type ExportedFile = {
  /** Below the folder of the export, with `/` on every system. */
  path: string
  /** Path and query of the public API. */
  url: string
  /** The language that was asked for. */
  locale: string
}

export type ExportScope = {
  /** ISO 3166-1. */
  countries: readonly string[]
  /** Canonical tags; null for the languages that matter in each country. */
  locales: readonly string[] | null
}

/** The files of an export, in an order that depends on nothing but the directory and the scope. */
export function* listFiles(directory: Directory, { countries, locales }: ExportScope): Generator<ExportedFile> {
  const places = [...new Set(countries)].sort().map((country) => ({ country, locales: locales ?? localesOfCountry(directory, country) }))
  const all = [...new Set(places.flatMap((place) => place.locales))].sort()
  for (const locale of all) {
    yield { path: `v1/countries/${locale}.json`, url: `/v1/countries?locale=${locale}`, locale }
    yield { path: `v1/vocabulary/${locale}.json`, url: `/v1/vocabulary?locale=${locale}`, locale }
    yield { path: `v1/guidance/${locale}.json`, url: `/v1/guidance?locale=${locale}`, locale }
  }
  const withGuidance = new Set(directory.guidance.map(({ content }) => content.country))
  for (const place of places) for (const locale of place.locales) yield* filesOf(place.country, locale, withGuidance.has(place.country))
}

function* filesOf(country: string, locale: string, hasGuidance: boolean): Generator<ExportedFile> {
  const files = (folder: string, url: string): ExportedFile => ({ path: `v1/${folder}/${country}/${locale}.json`, url, locale })
  yield files('countries', `/v1/countries/${country}?locale=${locale}`)
  yield files('bundles', `/v1/bundles/${country}?locale=${locale}`)
  if (hasGuidance) yield files('guidance', `/v1/guidance?country=${country}&locale=${locale}`)
  for (const situation of situations) {
    for (const ageBand of ageBands) {
      yield {
        path: `v1/help/${country}/${locale}/${situation}/${ageBand}.json`,
        url: `/v1/help?country=${country}&locale=${locale}&situation=${situation}&ageBand=${ageBand}`,
        locale,
      }
    }
  }
}
