import type { PublishedListing } from '../../help/directory.ts'
import { countryOfSubdivision } from '../../help/places.ts'
import { trustAt, trustFacts } from '../../help/verification.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { channelTypes, communities, kinds, topics } from '../../help/vocabulary.ts'
import type { ListingFilters } from '../parameters/listing-fields.ts'
import { diffListings } from './diff-listings.ts'

/**
 * What filters ask of listings, side by side in memory: a filter that matches few of 100,000 listings is a look at a few
 * megabytes, and not at as many objects all over the memory. It only rules out; `matchesFilters` has the last word.
 */
export type Facets = {
  listings: readonly PublishedListing[]
  /** By position in `listings`, `width` numbers each: see `columns`. */
  rows: Uint32Array
  /** By position: since when it is what it is, as in `TrustFacts`. */
  since: Float64Array
  /** Numbers of the languages and countries that were met until now; those of a later version are added to them. */
  languages: Map<string, number>
  countries: Map<string, number>
}

/** A language or country with the number n is the bit n mod 32 of the first of its columns and n div 32 of the second. */
const columns = { marks: 0, topics: 1, languages: 2, countries: 4 }
const width = 6

/** Bits of the marks: one for each kind, channel type and community, and three more. */
const channelBit = kinds.length
const communityBit = channelBit + channelTypes.length
const checkedBit = communityBit + communities.length
const floorBit = checkedBit + 1
const worldwideBit = floorBit + 1

export const noFacets: Facets = {
  listings: [],
  rows: new Uint32Array(0),
  since: new Float64Array(0),
  languages: new Map(),
  countries: new Map(),
}

/** The facets of other listings, in steps; costs what differs, and a copy of the rest. */
export function* moveFacets(before: Facets, listings: readonly PublishedListing[]): Generator<void, Facets> {
  const facets: Facets = {
    listings,
    rows: new Uint32Array(listings.length * width),
    since: new Float64Array(listings.length),
    languages: new Map(before.languages),
    countries: new Map(before.countries),
  }
  const { kept, added } = diffListings(before.listings, listings)
  for (const run of kept) {
    facets.rows.set(before.rows.subarray(run.before * width, (run.before + run.length) * width), run.after * width)
    facets.since.set(before.since.subarray(run.before, run.before + run.length), run.after)
  }
  for (const [count, position] of added.entries()) {
    const listing = listings[position]
    if (listing !== undefined) writeRow(facets, position, listing)
    if (count % 100 === 99) yield
  }
  return facets
}

function writeRow({ rows, since, languages, countries }: Facets, position: number, listing: PublishedListing): void {
  const { content } = listing
  const trust = trustFacts(listing)
  const mark = (column: number, bit: number) => {
    const place = position * width + column
    rows[place] = (rows[place] ?? 0) | (1 << bit)
  }
  const markNumber = (column: number, number: number) => {
    mark(column, number % 32)
    mark(column + 1, Math.floor(number / 32) % 32)
  }
  since[position] = trust.since
  mark(columns.marks, kinds.indexOf(content.kind))
  for (const { type } of content.channels) mark(columns.marks, channelBit + channelTypes.indexOf(type))
  for (const community of content.communities) mark(columns.marks, communityBit + communities.indexOf(community))
  if (trust.isChecked) mark(columns.marks, checkedBit)
  if (trust.isFloor) mark(columns.marks, floorBit)
  if (content.worldwide) mark(columns.marks, worldwideBit)
  for (const topic of content.topics) mark(columns.topics, topics.indexOf(topic))
  for (const language of content.languages) markNumber(columns.languages, numberOf(languages, primary(language)))
  for (const channel of content.channels)
    for (const language of channel.languages ?? []) markNumber(columns.languages, numberOf(languages, primary(language)))
  for (const country of content.countries) markNumber(columns.countries, numberOf(countries, country))
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  numbers.set(name, numbers.size)
  return numbers.size - 1
}

/** `pt` for `pt-BR`: what is asked for and what answers it begin with the same. */
function primary(language: string): string {
  return language.split('-', 1)[0] ?? language
}

/** Whether the listing at a position may pass the filters and be served now; false only when it certainly does not. */
export function facetTest(facets: Facets, filters: ListingFilters, settings: ServingSettings, now: Date): (position: number) => boolean {
  const { rows, since } = facets
  const { country, subdivision, kind, language, topic, community, channel, verification } = filters
  const bits = (names: readonly string[], wanted: readonly string[] | undefined, first = 0) =>
    (wanted ?? []).reduce((mask, name) => mask | (1 << (first + names.indexOf(name))), 0)
  /** Each of a row's marks must have one of these. */
  const anyOf = [bits(kinds, kind === undefined ? undefined : [kind]), bits(channelTypes, channel, channelBit), bits(communities, community, communityBit)].filter(
    (mask) => mask !== 0,
  )
  const topicMask = bits(topics, topic)
  const place = country ?? (subdivision === undefined ? undefined : countryOfSubdivision(subdivision))
  const languageNumber = language === undefined ? undefined : (facets.languages.get(primary(language)) ?? null)
  const countryNumber = place === undefined ? undefined : (facets.countries.get(place) ?? null)
  const time = now.getTime()
  const has = (row: number, column: number, number: number | null) =>
    number !== null &&
    (((rows[row + column] ?? 0) >>> (number % 32)) & 1) === 1 &&
    (((rows[row + column + 1] ?? 0) >>> (Math.floor(number / 32) % 32)) & 1) === 1

  return (position) => {
    const row = position * width
    const marks = rows[row + columns.marks] ?? 0
    for (const mask of anyOf) if ((marks & mask) === 0) return false
    if (topicMask !== 0 && ((rows[row + columns.topics] ?? 0) & topicMask) === 0) return false
    if (languageNumber !== undefined && !has(row, columns.languages, languageNumber)) return false
    if (countryNumber !== undefined && ((marks >>> worldwideBit) & 1) === 0 && !has(row, columns.countries, countryNumber)) return false
    const facts = {
      kind: kinds[31 - Math.clz32(marks & ((1 << kinds.length) - 1))] ?? kinds[0],
      isFloor: ((marks >>> floorBit) & 1) === 1,
      isChecked: ((marks >>> checkedBit) & 1) === 1,
      since: since[position] ?? 0,
    }
    const { status, mayBeServed } = trustAt(facts, settings, time)
    return mayBeServed && (verification === undefined || status === verification)
  }
}
