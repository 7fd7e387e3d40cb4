/** The published directory as the pure functions of this folder read it: immutable, indexed once, shared by all questions. */
import { contactKey, hasContact, indexContacts } from './contact-key.ts'
import type { GuidanceContent, PublicGuidanceContent } from './guidance-content.ts'
import type { LabelSetContent } from './label-set.ts'
import type { Channel, PublicListingContent } from './listing-content.ts'
import type { Kind } from './vocabulary.ts'

type PublishedOrganisation = { id: string; slug: string; name: string; url: string | null }

export type PublishedListing = {
  id: string
  slug: string
  revision: number
  content: PublicListingContent
  organisation: PublishedOrganisation | null
  /** When this revision was published. */
  publishedAt: Date
  /** When an import brought the listing; null for one that an editor created. */
  importedAt: Date | null
  /** When somebody last checked that it works; null when nobody has. */
  verifiedAt: Date | null
}

export type PublishedGuidance = {
  id: string
  slug: string
  revision: number
  content: PublicGuidanceContent
  publishedAt: Date
}

/** What one directory version holds. */
export type PublishedDirectory = {
  version: number
  /** When this version was committed. */
  changedAt: Date
  listings: readonly PublishedListing[]
  guidance: readonly PublishedGuidance[]
  labelSets: readonly LabelSetContent[]
}

/** A published directory with the indexes that every question needs. */
export type Directory = PublishedDirectory & {
  /** Listings that name the country; emergency services included, worldwide ones not. */
  byCountry: ReadonlyMap<string, readonly PublishedListing[]>
  worldwide: readonly PublishedListing[]
  /** Listings of a country and worldwide ones, by kind; see `listingsFor`. */
  byCountryAndKind: ReadonlyMap<string, readonly PublishedListing[]>
  worldwideByKind: ReadonlyMap<Kind, readonly PublishedListing[]>
  bySlug: ReadonlyMap<string, PublishedListing>
  byId: ReadonlyMap<string, PublishedListing>
  labelsByLocale: ReadonlyMap<string, LabelSetContent>
  guidanceBySubject: ReadonlyMap<string, readonly PublishedGuidance[]>
  /** Channels, of whatever listing, that a prevention service for adults answers too: rule S2 keeps minors from all of them. */
  sharedWithAdultPrevention: ReadonlySet<Channel>
}

/** Key of `guidanceBySubject`. */
export function guidanceSubject(content: Pick<GuidanceContent, 'situation' | 'audience'>): string {
  return `${content.situation}.${content.audience}`
}

/** Everything of a kind that somebody in a country may be offered: its own listings, then the worldwide ones. */
export function listingsFor(directory: Directory, country: string, kind: Kind): readonly PublishedListing[] {
  const key = `${country} ${kind}`
  return directory.byCountryAndKind.get(key) ?? directory.worldwideByKind.get(kind) ?? []
}

/** Builds the indexes of a published directory. Listings of one country stand in the order of their slugs. */
export function indexDirectory(published: PublishedDirectory): Directory {
  const listings = [...published.listings].sort((one, other) => (one.slug < other.slug ? -1 : one.slug > other.slug ? 1 : 0))
  const byCountry = new Map<string, PublishedListing[]>()
  const adultPreventionContacts = new Set<string>()
  for (const listing of listings) {
    for (const country of listing.content.countries) {
      const inCountry = byCountry.get(country)
      if (inCountry === undefined) byCountry.set(country, [listing])
      else inCountry.push(listing)
    }
    if (listing.content.kind === 'prevention_service' && !listing.content.youthPrevention) {
      for (const channel of listing.content.channels) adultPreventionContacts.add(contactKey(channel))
    }
  }
  const adultContacts = indexContacts(adultPreventionContacts)
  const worldwide = listings.filter((listing) => listing.content.worldwide)
  const worldwideByKind = Map.groupBy(worldwide, ({ content }) => content.kind)
  const byCountryAndKind = new Map<string, readonly PublishedListing[]>()
  for (const [country, inCountry] of byCountry) {
    for (const [kind, own] of Map.groupBy(inCountry, ({ content }) => content.kind)) {
      byCountryAndKind.set(`${country} ${kind}`, [...own, ...(worldwideByKind.get(kind) ?? [])])
    }
  }
  return {
    ...published,
    listings,
    byCountry,
    worldwide,
    byCountryAndKind,
    worldwideByKind,
    bySlug: new Map(listings.map((listing) => [listing.slug, listing])),
    byId: new Map(listings.map((listing) => [listing.id, listing])),
    labelsByLocale: new Map(published.labelSets.map((labelSet) => [labelSet.locale, labelSet])),
    guidanceBySubject: Map.groupBy(published.guidance, (guidance) => guidanceSubject(guidance.content)),
    sharedWithAdultPrevention: new Set(
      listings.flatMap(({ content }) => content.channels.filter((channel) => hasContact(adultContacts, contactKey(channel)))),
    ),
  }
}
