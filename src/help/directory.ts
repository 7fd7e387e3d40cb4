/** The published directory as the pure functions of this folder read it: immutable, indexed once, shared by all questions. */
import type { ContactIndex } from './contact-key.ts'
import type { GuidanceContent, PublicGuidanceContent } from './guidance-content.ts'
import type { LabelSetContent } from './label-set.ts'
import type { PublicListingContent } from './listing-content.ts'
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
  /** Since when the public has these contacts; for what an import brought, since then. Null where nobody knows. The clock of `UNVERIFIED_DAYS`. */
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
  /** In the order of their slugs. */
  listings: readonly PublishedListing[]
  /** In the order of their slugs. */
  guidance: readonly PublishedGuidance[]
  /** In the order of their locales. */
  labelSets: readonly LabelSetContent[]
}

/**
 * A published directory with the indexes that every question needs. All lists of listings are in the order of their slugs, unless
 * they say otherwise, and keep their identity from one version to the next while nothing in them changes.
 */
export type Directory = PublishedDirectory & {
  /** The same listings in the order of their ids. */
  listingsById: readonly PublishedListing[]
  /** Listings that name the country; emergency services included, worldwide ones not. */
  byCountry: ReadonlyMap<string, readonly PublishedListing[]>
  worldwide: readonly PublishedListing[]
  /** For each country that has any of its own: its listings, then the worldwide ones, by kind; see `listingsFor`. */
  kindsByCountry: ReadonlyMap<string, ReadonlyMap<Kind, readonly PublishedListing[]>>
  worldwideByKind: ReadonlyMap<Kind, readonly PublishedListing[]>
  labelsByLocale: ReadonlyMap<string, LabelSetContent>
  guidanceBySubject: ReadonlyMap<string, readonly PublishedGuidance[]>
  adultPrevention: readonly PublishedListing[]
  /**
   * Language tags of all labels and texts, and of all languages in which some service answers. What was withdrawn may have left
   * some behind.
   */
  tags: ReadonlySet<string>
  /** Contacts that prevention services for adults answer: rule S2 keeps minors from them, in whatever listing they stand. */
  adultContacts: ContactIndex
}

/** Key of `guidanceBySubject`. */
export function guidanceSubject(content: Pick<GuidanceContent, 'situation' | 'audience'>): string {
  return `${content.situation}.${content.audience}`
}

/** Everything of a kind that somebody in a country may be offered: its own listings, then the worldwide ones. */
export function listingsFor(directory: Directory, country: string, kind: Kind): readonly PublishedListing[] {
  return directory.kindsByCountry.get(country)?.get(kind) ?? directory.worldwideByKind.get(kind) ?? []
}
