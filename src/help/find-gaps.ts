import { anyLanguage, bandsAskedFor, bandsServed, expectedKinds, knownBands } from './bands-served.ts'
import type { ExpectedKind, KeptContacts, KnownBand, Supply } from './bands-served.ts'
import { likelyLocale } from './negotiate-locale.ts'
import { parseTag } from './parse-tag.ts'

/** Who is helped where: by country, kind and band the languages in which somebody answers. */
export type Covered = Map<string, Set<string>>

export type CoverageGap = {
  country: string
  kind: ExpectedKind
  missing: { ageBand: KnownBand; languages: string[] }[]
  /** How many pairs of band and language are missing. */
  count: number
}

/** Notes whom a supply helps. Worldwide services count in every country where they stand beside national ones. */
export function cover(covered: Covered, supply: Supply, countries: readonly string[], kept: KeptContacts): void {
  const kind = expectedKinds.find((expected) => expected === supply.kind)
  if (kind === undefined) return
  const isWorldwide = supply.country === null
  if (isWorldwide && kind !== 'image_removal' && kind !== 'prevention_service') return
  for (const [band, languages] of bandsServed(supply, kept)) {
    for (const country of isWorldwide ? countries : [supply.country ?? '']) {
      const key = keyOf(country, kind, band)
      const known = covered.get(key)
      if (known === undefined) covered.set(key, new Set(languages))
      else for (const language of languages) known.add(language)
    }
  }
}

/**
 * What a country lacks, by kind: nobody of the band is helped in the language, as far as the services say in which they answer.
 *
 * @param languages that somebody should answer in; without them the one that most people of the country read
 */
export function findGaps(
  covered: Covered,
  country: string,
  { kinds = expectedKinds, bands = knownBands, languages = [likelyLocale(country)] }: { kinds?: readonly ExpectedKind[]; bands?: readonly KnownBand[]; languages?: readonly string[] },
): CoverageGap[] {
  const wanted = [...new Set(languages.map((tag) => parseTag(tag).language))]
  return kinds.flatMap((kind) => {
    const missing = (bandsAskedFor.get(kind) ?? [])
      .filter((band) => bands.includes(band))
      .flatMap((ageBand) => {
        const known = covered.get(keyOf(country, kind, ageBand))
        const absent = known?.has(anyLanguage) === true ? [] : wanted.filter((language) => known?.has(language) !== true)
        return absent.length === 0 ? [] : [{ ageBand, languages: absent }]
      })
    const count = missing.reduce((sum, { languages: absent }) => sum + absent.length, 0)
    return count === 0 ? [] : [{ country, kind, missing, count }]
  })
}

function keyOf(country: string, kind: ExpectedKind, band: KnownBand): string {
  return `${country} ${kind} ${band}`
}
