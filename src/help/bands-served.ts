/** Which children and adults a service helps, by the rules of the choice of help. */
import { remember } from '../lib/remember.ts'
import { isBandBelow } from './age.ts'
import { allowListing } from './allow-listing.ts'
import type { SwitchedOff } from './allow-listing.ts'
import type { Directory, PublishedListing } from './directory.ts'
import type { Channel, PublicListingContent } from './listing-content.ts'
import { parseTag } from './parse-tag.ts'
import { isOldEnough, kindOfSection, situationRows } from './situation-rows.ts'
import type { SectionId, SituationRow } from './situation-rows.ts'
import type { VerificationState } from './verification.ts'
import { ageBands, webChannelTypes } from './vocabulary.ts'
import type { AgeBand, Audience, ChannelType, Kind } from './vocabulary.ts'

/** Kinds that every country should have for its children and for the adults around them. */
export const expectedKinds = ['support_line', 'image_removal', 'reporting_hotline', 'police_report', 'prevention_service'] as const satisfies readonly Kind[]
export type ExpectedKind = (typeof expectedKinds)[number]

export type KnownBand = Exclude<AgeBand, 'unknown'>
export const knownBands = ageBands.filter((band): band is KnownBand => band !== 'unknown')

/** Whom a listing helps. */
type Helped = Pick<PublicListingContent, 'audiences' | 'minAge' | 'maxAge' | 'youthPrevention' | 'imagesOf' | 'languages'> & { kind: Kind }

/** What of a channel decides whom it helps. */
type SuppliedChannel = Pick<Channel, 'type' | 'cost' | 'needsAccount' | 'needsId'> & {
  /** Null where the contact is none of those that are kept for others. */
  value: string | null
  /** Null where the channel answers in the languages of the listing. */
  languages: readonly string[] | null
}

/** What some listings that are served have in common: whom they help, how they are reached, and in which languages they answer. */
export type Supply = Helped & {
  /** ISO 3166-1; null for worldwide services. */
  country: string | null
  channels: readonly SuppliedChannel[]
}

/** Contacts that are kept for others, wherever they stand (rules S2 and S5). */
export type KeptContacts = Pick<Directory, 'adultContacts'> & {
  /** By country. */
  emergencyNumbers: ReadonlyMap<string, ReadonlySet<string>>
}

/** In place of a language, where a service does not say in which it answers. */
export const anyLanguage = '*'

/** Who would ask for a kind: a child, an adult; for prevention whoever worries about themselves. */
function askerOf(kind: ExpectedKind, band: KnownBand): Audience {
  if (kind === 'prevention_service') return 'concerned_self'
  return band === '18-plus' ? 'adult' : 'child'
}

/** Where a row of situations.json offers a kind to those who would ask for it. */
function* placesFor(kind: ExpectedKind, band: KnownBand): Generator<{ row: SituationRow; section: SectionId }> {
  const asker = askerOf(kind, band)
  for (const row of situationRows) {
    if (!row.audiences.includes(asker) || !row.ageBands.includes(band)) continue
    for (const item of row.sections) {
      if (item.show !== 'emergency' && kindOfSection[item.show] === kind && isOldEnough(item, asker, band)) yield { row, section: item.show }
    }
  }
}

/** Of what is served at all: rule S3 was asked before. */
const served: VerificationState = { status: 'verified', verifiedAt: null, nextDue: null, mayBeServed: true, from: null, until: null }

/** The channels over which those of a band are helped, by the same rules as in the choice of help; null when they are not. */
function channelsFor(listing: PublishedListing, country: string, band: KnownBand, { adultContacts, emergencyNumbers }: KeptContacts): readonly Channel[] | null {
  const kind = expectedKinds.find((expected) => expected === listing.content.kind)
  if (kind === undefined) return null
  const audience = askerOf(kind, band)
  const numbers = emergencyNumbers.get(country) ?? none
  for (const { row, section } of placesFor(kind, band)) {
    const circumstances = { directory: { adultContacts }, country, audience, band, situation: row.situation, section, emergencyNumbers: numbers }
    const allowed = allowListing(listing, circumstances, { ageBand: band, verification: served, excludeEndingAt18: row.excludeEndingAt18 }, allRules)
    // Which channels are left is the same in every section.
    if ('channels' in allowed) return allowed.channels
  }
  return null
}
const none: ReadonlySet<string> = new Set()
const allRules: SwitchedOff = new Set()

/** What helps everybody whom its kind may help at all. */
const ideal: Omit<Supply, 'kind'> = {
  country: null,
  audiences: [],
  minAge: null,
  maxAge: null,
  youthPrevention: true,
  imagesOf: null,
  languages: [],
  channels: [{ type: 'website', value: null, cost: 'free', needsAccount: null, needsId: null, languages: null }],
}

const nothingKept: KeptContacts = { adultContacts: new Map(), emergencyNumbers: new Map() }
const anyCountry = 'XX'

/**
 * The bands for which a row of situations.json offers the kind to those who would ask for it, and no safety rule forbids it. Nobody
 * under 10 is expected to ask by themselves for a service about their own acts.
 */
export const bandsAskedFor: ReadonlyMap<ExpectedKind, readonly KnownBand[]> = new Map(
  expectedKinds.map((kind) => {
    const listing = listingOf({ kind, ...ideal })
    const isAsked = (band: KnownBand) => channelsFor(listing, anyCountry, band, nothingKept) !== null && !(kind === 'prevention_service' && isBandBelow(band, 10))
    return [kind, knownBands.filter(isAsked)]
  }),
)

/** The bands that a supply helps, each with the languages in which it is answered. */
export function bandsServed(supply: Supply, kept: KeptContacts): ServedBands {
  // What is known to be kept for nobody helps the same people in every country and every directory.
  const isPlain = supply.channels.every(({ value }) => value === null)
  return isPlain ? servedByPlain(JSON.stringify({ ...supply, country: supply.country === null ? null : anyCountry })) : servedBy(supply, kept)
}

type ServedBands = readonly (readonly [KnownBand, ReadonlySet<string>])[]

function servedBy(supply: Supply, kept: KeptContacts): ServedBands {
  const kind = expectedKinds.find((expected) => expected === supply.kind)
  const bands = kind === undefined ? [] : (bandsAskedFor.get(kind) ?? [])
  const listing = listingOf(supply)
  return bands.flatMap((band): ServedBands => {
    const channels = channelsFor(listing, supply.country ?? anyCountry, band, kept)
    return channels === null ? [] : [[band, languagesOf(channels, supply.languages)]]
  })
}

/** Of a hundred thousand listings there are a few hundred that help different people. */
const servedByPlain = remember((supply: string) => servedBy(JSON.parse(supply) as Supply, nothingKept))

function languagesOf(channels: readonly Channel[], languages: readonly string[]): ReadonlySet<string> {
  const tags = channels.map((channel) => channel.languages ?? languages)
  const spoken = new Set(tags.flat().map((tag) => parseTag(tag).language))
  if (tags.some((list) => list.length === 0)) spoken.add(anyLanguage)
  return spoken
}

/** A listing of which nothing is known but whom it helps. */
function listingOf({ country, channels, ...helped }: Supply): PublishedListing {
  const nobody = { id: '', slug: '', revision: 0, organisation: null, publishedAt: new Date(0), importedAt: null, verifiedAt: null }
  const unknown = {
    countries: country === null ? [] : [country],
    worldwide: country === null,
    subdivisions: [],
    timeZone: null,
    officialName: { locale: 'en', text: '' },
    names: [],
    texts: [],
    communities: [],
    topics: [],
    situations: [],
    anonymous: null,
    confidential: null,
    publicHolidayNote: null,
    priority: 0,
  }
  return { ...nobody, content: { ...unknown, ...helped, channels: channels.map(channelOf) } }
}

/** A contact that no rule is about, where it is not known: the content schema refuses web addresses that may not be offered (S10, S12). */
function channelOf({ type, value, languages, ...facts }: SuppliedChannel): Channel {
  return {
    ...facts,
    type,
    value: value ?? (isWeb(type) ? 'https://example.org/' : ''),
    languages: languages === null ? null : [...languages],
    display: null,
    smsKeyword: null,
    hint: null,
    reachableFrom: 'anywhere',
    needsCredit: null,
    onPhoneBill: null,
    recordsCalls: null,
    accessible: [],
    hours: { mode: 'unknown' },
    emergencyServices: [],
    generalEmergency: false,
  }
}

function isWeb(type: ChannelType): boolean {
  return webChannelTypes.some((web) => web === type)
}
