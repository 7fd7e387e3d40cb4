import type { ListingContent } from '../../help/listing-content.ts'
import { toStoredTag } from '../../help/locale-tag.ts'
import { hoursFromRow } from './hours-from-row.ts'
import type { ChannelRow, ListingRow } from './listing-row.ts'
import { type OrganisationEntry, organisationFromRow } from './organisation-from-row.ts'
import { jsonPointer, type RowFault } from './row-fault.ts'
import { settleListingWording } from './settle-listing-wording.ts'
import { settleListing } from './settle-listing.ts'

export type ListingEntry = {
  slug: string
  /** Enters as a draft. */
  hold: boolean
  organisation: OrganisationEntry | null
  content: ListingContent
}

const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/**
 * The listing that a row describes, or `null` when it cannot be taken; and everything in the row that does not fit.
 * No text counts as reviewed: that is for a person to say in the directory, not for a file.
 * @param year for opening hours with dates but no year
 */
export function listingFromRow(row: ListingRow, year: number): { entry: ListingEntry | null; faults: RowFault[] } {
  const faults: RowFault[] = []
  const refuse = (field: string, reason: string) => faults.push({ field, reason, effect: 'row_refused' })
  /** Tags are stored in the usual case. */
  const tag = (text: string, path: PropertyKey[]) => {
    const usual = toStoredTag(text)
    if (usual === null || usual === text) return text
    faults.push({ field: jsonPointer(path), reason: `${text} is written ${usual}`, effect: 'changed' })
    return usual
  }

  if (!slugPattern.test(row.slug) || row.slug.length > 100)
    refuse('/slug', 'is not a slug: lower-case letters a-z, digits and single hyphens')
  const officialName = row.names[row.officialName]
  if (officialName === undefined) refuse('/officialName', 'is not the tag of one of the names')
  faults.push(...misplacedTags(row))

  const summaryTags = Object.keys(row.summaries)
  const draft = {
    kind: row.kind,
    countries: row.countries,
    worldwide: row.worldwide,
    subdivisions: row.subdivisions,
    timeZone: row.timeZone,
    officialName: { locale: toStoredTag(row.officialName) ?? row.officialName, text: officialName ?? '-' },
    names: Object.entries(row.names).map(([key, text]) => ({
      locale: tag(key, ['names', key]),
      text,
      origin: originOf(row, 'names', key),
      reviewed: false,
    })),
    texts: summaryTags.map((key) => ({
      locale: tag(key, ['summaries', key]),
      summary: row.summaries[key],
      whatHappens: row.whatHappens[key] ?? null,
      confidentialityLimits: row.confidentialityLimits[key] ?? null,
      origin: originOf(row, 'summaries', key),
      reviewed: false,
    })),
    languages: row.languages.map((language, index) => tag(language, ['languages', index])),
    audiences: row.audiences,
    minAge: row.minAge,
    maxAge: row.maxAge,
    youthPrevention: row.youthPrevention,
    imagesOf: row.imagesOf,
    communities: row.communities,
    topics: row.topics,
    situations: row.situations,
    channels: row.channels.map((channel, index) => {
      const { hours, faults: hoursFaults } = hoursFromRow(channel.hours, row.timeZone, year)
      faults.push(...hoursFaults.map((fault) => ({ ...fault, field: jsonPointer(['channels', index, 'hours']) })))
      const languages =
        channel.languages?.map((language, position) => tag(language, ['channels', index, 'languages', position])) ?? null
      return { ...channel, languages, hours, reachableFrom: channel.reachableFrom ?? reachableFromOf(channel) }
    }),
    anonymous: row.anonymous,
    confidential: row.confidential,
    publicHolidayNote: row.publicHolidayNote,
    priority: row.priority,
    sources: row.sources,
    editorsNote: row.note,
  }

  const settled = settleListing(draft, (path) => pathInRow(path, row))
  faults.push(...settled.faults)
  const worded = settled.content === null ? { content: null, faults: [] } : settleListingWording(settled.content)
  for (const { path, ...fault } of worded.faults) {
    // A channel may have been left out before it; its words are found in the row by themselves.
    const hint = path[0] === 'channels' ? settled.content?.channels[Number(path[1])]?.hint?.text : undefined
    const position = row.channels.findIndex((channel) => hint !== undefined && channel.hint?.text === hint)
    const inRow = position < 0 ? path : ['channels', position, ...path.slice(2)]
    faults.push({ field: jsonPointer(pathInRow(inRow, row)), ...fault })
  }

  const { organisation, faults: organisationFaults } = organisationFromRow(row.organisation)
  faults.push(...organisationFaults)

  const refused = worded.content === null || faults.some((fault) => fault.effect === 'row_refused')
  return {
    entry:
      refused || worded.content === null ? null : { slug: row.slug, hold: row.hold, organisation, content: worded.content },
    faults,
  }
}

/** Numbers with a plus and everything on the internet work from anywhere, all other numbers in their country. */
function reachableFromOf(channel: ChannelRow): 'anywhere' | 'in_country' {
  const isNumber = channel.type === 'phone' || channel.type === 'sms' || channel.type === 'whatsapp'
  return isNumber && !channel.value.startsWith('+') ? 'in_country' : 'anywhere'
}

function originOf(row: ListingRow, texts: 'names' | 'summaries', key: string): 'original' | 'human' | 'machine' {
  if (row.machine[texts].includes(key)) return 'machine'
  return row.human[texts].includes(key) ? 'human' : 'original'
}

/** Tags that speak about a text which is not there. */
function misplacedTags(row: ListingRow): RowFault[] {
  const faults: RowFault[] = []
  const refuse = (path: PropertyKey[], reason: string) => faults.push({ field: jsonPointer(path), reason, effect: 'row_refused' })
  for (const texts of ['names', 'summaries'] as const) {
    for (const origin of ['human', 'machine'] as const) {
      row[origin][texts].forEach((key, index) => {
        if (!Object.hasOwn(row[texts], key)) refuse([origin, texts, index], `there are no ${texts} in this language`)
        else if (origin === 'human' && row.machine[texts].includes(key))
          refuse([origin, texts, index], 'stands under machine as well')
      })
    }
  }
  for (const texts of ['whatHappens', 'confidentialityLimits'] as const) {
    for (const key of Object.keys(row[texts])) {
      if (!Object.hasOwn(row.summaries, key)) refuse([texts, key], 'there is no summary in this language')
    }
  }
  return faults
}

/** Where in the row a value of the content came from. */
function pathInRow(path: PropertyKey[], row: ListingRow): PropertyKey[] {
  const [first, second, third] = path
  if (first === 'officialName') return ['names', row.officialName]
  if (first === 'names' && typeof second === 'number') return ['names', Object.keys(row.names)[second] ?? second]
  if (first === 'texts' && typeof second === 'number') {
    const field = third === 'whatHappens' || third === 'confidentialityLimits' ? third : 'summaries'
    return [field, Object.keys(row.summaries)[second] ?? second]
  }
  if (first === 'texts') return ['summaries']
  if (first === 'editorsNote') return ['note']
  return path
}
