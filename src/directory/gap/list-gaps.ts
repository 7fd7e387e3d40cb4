import type { Transaction } from '../../db/transaction.ts'
import type { ExpectedKind, KnownBand } from '../../help/bands-served.ts'
import { findGaps } from '../../help/find-gaps.ts'
import type { CoverageGap } from '../../help/find-gaps.ts'
import { inhabited } from '../../help/inhabited.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { readCovered } from './read-covered.ts'

export type GapFilters = {
  country?: string | undefined
  kind?: ExpectedKind | undefined
  ageBand?: KnownBand | undefined
  /** In place of the language that most people of a country read. */
  language?: string | undefined
}

/** Where most is missing first; then by country and kind. */
export type GapPlace = [count: number, country: string, kind: string]

/** What the public would not find, by country and kind. */
export async function listGaps(
  transaction: Transaction,
  { country, kind, ageBand, language }: GapFilters,
  { settings, now, after, limit }: { settings: ServingSettings; now: Date; after: GapPlace | null; limit: number },
): Promise<CoverageGap[]> {
  const countries = country === undefined ? inhabited : [country]
  const covered = await readCovered(transaction, countries, settings, now)
  const wanted = {
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(ageBand === undefined ? {} : { bands: [ageBand] }),
    ...(language === undefined ? {} : { languages: [language] }),
  }
  const gaps = countries.flatMap((code) => findGaps(covered, code, wanted)).sort((one, other) => compare(placeOfGap(one), placeOfGap(other)))
  const begin = after === null ? 0 : gaps.findIndex((gap) => compare(placeOfGap(gap), after) > 0)
  return begin === -1 ? [] : gaps.slice(begin, begin + limit)
}

export function placeOfGap({ count, country, kind }: CoverageGap): GapPlace {
  return [-count, country, kind]
}

function compare(one: GapPlace, other: GapPlace): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? ''
    if (value !== against) return value < against ? -1 : 1
  }
  return 0
}
