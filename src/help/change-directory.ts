import { orderBy, replaceSorted } from '../lib/sorted-list.ts'
import { addTags } from './add-tags.ts'
import { indexAdultContacts, isAdultPrevention } from './adult-prevention.ts'
import { guidanceSubject } from './directory.ts'
import type { Directory, PublishedListing } from './directory.ts'
import type { DirectoryChanges } from './directory-changes.ts'
import { byId, bySlug } from './directory-order.ts'
import { findById } from './find-listing.ts'
import { groupByKind, withWorldwide } from './listings-by-kind.ts'
import type { Kind } from './vocabulary.ts'

type Listings = readonly PublishedListing[]
type Replacement = { removed: ReadonlySet<PublishedListing>; added: Listings }


const byLocale = orderBy((thing: { locale: string }) => thing.locale)

/**
 * The directory after some changes, beside the one before, which stays as it is: whoever reads that goes on reading one version.
 * Costs what changed, and the copy of a few lists of pointers.
 */
export function changeDirectory(before: Directory, changes: DirectoryChanges): Directory {
  const { version, changedAt, listings: added } = changes
  const gone = [...added.map(({ id }) => id), ...changes.withdrawnListings].flatMap((id) => findById(before, id) ?? [])
  const replacement: Replacement = { removed: new Set(gone), added }
  return {
    version,
    changedAt,
    listings: replaceSorted(before.listings, replacement.removed, added, bySlug),
    listingsById: replaceSorted(before.listingsById, replacement.removed, added, byId),
    ...changePlaces(before, replacement),
    ...changeAdultPrevention(before, replacement),
    ...changeGuidance(before, changes),
    ...changeLabels(before, changes),
    tags: addTags(before.tags, changes),
  }
}

type ByKind = Directory['worldwideByKind']
type Places = Pick<Directory, 'byCountry' | 'worldwide' | 'worldwideByKind' | 'kindsByCountry'>

function changePlaces(before: Directory, replacement: Replacement): Places {
  const byCountry = new Map(before.byCountry)
  const countries = countriesOf(replacement)
  for (const [country, of] of countries) {
    const listings = replaceSorted(byCountry.get(country) ?? [], of.removed, of.added, bySlug)
    if (listings.length > 0) byCountry.set(country, listings)
    else byCountry.delete(country)
  }
  const everywhere = keepOnly(replacement, ({ content }) => content.worldwide)
  const worldwide = replaceSorted(before.worldwide, everywhere.removed, everywhere.added, bySlug)
  const changedKinds = new Set([...everywhere.removed, ...everywhere.added].map(({ content }) => content.kind))
  const worldwideByKind = changedKinds.size === 0 ? before.worldwideByKind : groupByKind(worldwide)
  const kindsByCountry = new Map(before.kindsByCountry)
  for (const country of countries.keys()) {
    const own = byCountry.get(country)
    if (own === undefined) kindsByCountry.delete(country)
    else kindsByCountry.set(country, withWorldwide(groupByKind(own), worldwideByKind))
  }
  if (changedKinds.size > 0) {
    for (const [country, kinds] of before.kindsByCountry) {
      if (!countries.has(country)) kindsByCountry.set(country, withOtherWorldwide(kinds, changedKinds, before.worldwideByKind, worldwideByKind))
    }
  }
  return { byCountry, worldwide, worldwideByKind, kindsByCountry }
}

/** The lists of a country whose own listings stay as they are; all of a large directory would be looked at to make them anew. */
function withOtherWorldwide(kinds: ByKind, changed: ReadonlySet<Kind>, before: ByKind, after: ByKind): ByKind {
  return new Map(
    [...kinds].map(([kind, listings]) => {
      if (!changed.has(kind)) return [kind, listings]
      const own = listings.slice(0, listings.length - (before.get(kind)?.length ?? 0))
      return [kind, own.concat(after.get(kind) ?? [])]
    }),
  )
}

/** What each country loses and gets. */
function countriesOf({ removed, added }: Replacement): Map<string, { removed: Set<PublishedListing>; added: PublishedListing[] }> {
  const countries = new Map<string, { removed: Set<PublishedListing>; added: PublishedListing[] }>()
  const at = (country: string) => {
    const known = countries.get(country) ?? { removed: new Set<PublishedListing>(), added: [] }
    countries.set(country, known)
    return known
  }
  for (const listing of removed) for (const country of listing.content.countries) at(country).removed.add(listing)
  for (const listing of added) for (const country of listing.content.countries) at(country).added.push(listing)
  return countries
}

function keepOnly({ removed, added }: Replacement, keep: (listing: PublishedListing) => boolean): Replacement {
  return { removed: new Set([...removed].filter(keep)), added: added.filter(keep) }
}

function changeAdultPrevention(before: Directory, replacement: Replacement): Pick<Directory, 'adultPrevention' | 'adultContacts'> {
  const { removed, added } = keepOnly(replacement, isAdultPrevention)
  const adultPrevention = replaceSorted(before.adultPrevention, removed, added, bySlug)
  if (adultPrevention === before.adultPrevention) return { adultPrevention, adultContacts: before.adultContacts }
  return { adultPrevention, adultContacts: indexAdultContacts(adultPrevention) }
}

function changeGuidance(before: Directory, { guidance: added, withdrawnGuidance }: DirectoryChanges): Pick<Directory, 'guidance' | 'guidanceBySubject'> {
  const gone = new Set([...added.map(({ id }) => id), ...withdrawnGuidance])
  const removed = new Set(before.guidance.filter(({ id }) => gone.has(id)))
  const guidance = replaceSorted(before.guidance, removed, added, bySlug)
  if (guidance === before.guidance) return { guidance, guidanceBySubject: before.guidanceBySubject }
  return { guidance, guidanceBySubject: Map.groupBy(guidance, ({ content }) => guidanceSubject(content)) }
}

function changeLabels(before: Directory, { labelSets: added }: DirectoryChanges): Pick<Directory, 'labelSets' | 'labelsByLocale'> {
  const locales = new Set(added.map(({ locale }) => locale))
  const removed = new Set(before.labelSets.filter(({ locale }) => locales.has(locale)))
  const labelSets = replaceSorted(before.labelSets, removed, added, byLocale)
  if (labelSets === before.labelSets) return { labelSets, labelsByLocale: before.labelsByLocale }
  return { labelSets, labelsByLocale: new Map(labelSets.map((labelSet) => [labelSet.locale, labelSet])) }
}
