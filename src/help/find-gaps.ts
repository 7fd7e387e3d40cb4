import { isBandBelow } from './age.ts'
import { isOldEnough, kindOfSection, situationRows } from './situation-rows.ts'
import type { PublishedListing } from './directory.ts'
import type { PublicListingContent } from './listing-content.ts'
import { likelyLocale } from './negotiate-locale.ts'
import { parseTag } from './parse-tag.ts'
import { remember } from '../lib/remember.ts'
import { suitsPerson } from './suits-person.ts'
import { ageBands } from './vocabulary.ts'
import type { AgeBand, Audience, Kind } from './vocabulary.ts'

/** Kinds that every country should have for its children and for the adults around them. */
export const expectedKinds = ['support_line', 'image_removal', 'reporting_hotline', 'police_report', 'prevention_service'] as const satisfies readonly Kind[]
export type ExpectedKind = (typeof expectedKinds)[number]

export type KnownBand = Exclude<AgeBand, 'unknown'>
const knownBands = ageBands.filter((band): band is KnownBand => band !== 'unknown')

/** Whom a listing helps. */
type Helped = Pick<PublicListingContent, 'audiences' | 'minAge' | 'maxAge' | 'youthPrevention' | 'imagesOf'> & { kind: ExpectedKind }

/** What some listings that are served have in common: whom they help, and in which languages they answer. */
export type Supply = Omit<Helped, 'kind'> & {
  kind: Kind
  languages: readonly string[]
  /** ISO 3166-1; null for worldwide services. */
  country: string | null
  /** By channel; null where a channel answers in the languages of the listing. */
  channelLanguages: readonly (readonly string[] | null)[]
}

/** Who is helped where: by country, kind and band the languages in which somebody answers. */
export type Covered = Map<string, Set<string>>

/** In place of a language, where a service does not say in which it answers. */
const anyLanguage = '*'

export type CoverageGap = {
  country: string
  kind: ExpectedKind
  missing: { ageBand: KnownBand; languages: string[] }[]
  /** How many pairs of band and language are missing. */
  count: number
}

/** Notes whom a supply helps. Worldwide services count in every country where they stand beside national ones. */
export function cover(covered: Covered, supply: Supply, countries: readonly string[]): void {
  const kind = expectedKinds.find((expected) => expected === supply.kind)
  if (kind === undefined) return
  const isWorldwide = supply.country === null
  if (isWorldwide && kind !== 'image_removal' && kind !== 'prevention_service') return
  const languages = languagesOf(supply)
  const { audiences, minAge, maxAge, youthPrevention, imagesOf } = supply
  for (const band of bandsServed(JSON.stringify({ kind, audiences, minAge, maxAge, youthPrevention, imagesOf } satisfies Helped))) {
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

function languagesOf({ languages, channelLanguages }: Supply): Set<string> {
  const tags = channelLanguages.map((own) => own ?? languages)
  const spoken = new Set(tags.flat().map((tag) => parseTag(tag).language))
  if (tags.some((list) => list.length === 0)) spoken.add(anyLanguage)
  return spoken
}

/** Who would ask for a kind: a child, an adult; for prevention whoever worries about themselves. */
function askerOf(kind: ExpectedKind, band: KnownBand): Audience {
  if (kind === 'prevention_service') return 'concerned_self'
  return band === '18-plus' ? 'adult' : 'child'
}

/** What helps everybody whom its kind may help at all. */
const ideal = { audiences: [], minAge: null, maxAge: null, youthPrevention: true, imagesOf: null }

/**
 * The bands for which a row of situations.json offers the kind to those who would ask for it, and no safety rule forbids it. Nobody
 * under 10 is expected to ask by themselves for a service about their own acts.
 */
const bandsAskedFor: ReadonlyMap<ExpectedKind, readonly KnownBand[]> = new Map(
  expectedKinds.map((kind) => [kind, knownBands.filter((band) => isOffered(kind, band) && !(kind === 'prevention_service' && isBandBelow(band, 10)))]),
)

function isOffered(kind: ExpectedKind, band: KnownBand): boolean {
  const asker = askerOf(kind, band)
  if (!suitsPerson(listingOf({ kind, ...ideal }), { audience: asker, ageBand: band, kind })) return false
  return situationRows.some(
    ({ audiences, ageBands: bands, sections }) =>
      audiences.includes(asker) &&
      bands.includes(band) &&
      sections.some((item) => item.show !== 'emergency' && kindOfSection[item.show] === kind && isOldEnough(item, asker, band)),
  )
}

/** Of a hundred thousand listings there are a few hundred that help different people. */
const bandsServed = remember((supply: string): KnownBand[] => {
  const { kind, ...rest } = JSON.parse(supply) as Helped
  const listing = listingOf({ kind, ...rest })
  return (bandsAskedFor.get(kind) ?? []).filter((band) => suitsPerson(listing, { audience: askerOf(kind, band), ageBand: band, kind }))
})

/** A listing of which nothing is known but whom it helps. */
function listingOf(helped: Helped): PublishedListing {
  const nobody = { id: '', slug: '', revision: 0, organisation: null, publishedAt: new Date(0), importedAt: null, verifiedAt: null }
  const unknown = {
    countries: [],
    worldwide: false,
    subdivisions: [],
    timeZone: null,
    officialName: { locale: 'en', text: '' },
    names: [],
    texts: [],
    languages: [],
    communities: [],
    topics: [],
    situations: [],
    channels: [],
    anonymous: null,
    confidential: null,
    publicHolidayNote: null,
    priority: 0,
  }
  return { ...nobody, content: { ...unknown, ...helped } }
}
