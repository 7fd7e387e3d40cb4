/** A country's part of the directory in one language, as JSON carries it: what a device needs to choose help without asking anybody. */
import type { PublishedGuidance, PublishedListing } from '../directory.ts'
import type { PublicGuidanceContent } from '../guidance-content.ts'
import type { LabelSetContent } from '../label-set.ts'
import type { PublicListingContent } from '../listing-content.ts'
import type { ServingSettings } from '../verification.ts'

/** RFC 3339 in UTC. */
type Instant = string

export type BundledListing = PublicListingContent &
  Pick<PublishedListing, 'id' | 'slug' | 'revision' | 'organisation'> & {
    /** When this revision was published. */
    updatedAt: Instant
    verifiedAt: Instant | null
    /** Since when it has been in the directory without a check; null once somebody has checked it. */
    uncheckedSince: Instant | null
  }

export type BundledGuidance = PublicGuidanceContent & Pick<PublishedGuidance, 'id' | 'slug' | 'revision'> & { updatedAt: Instant }

export type Bundle = {
  /** ISO 3166-1. */
  country: string
  /** The language in which every answer from it comes. */
  locale: string
  directoryVersion: number
  /** When that version was committed. */
  changedAt: Instant
  /** From then on it must not be used. */
  validUntil: Instant
  /** How long what nobody has checked may be served: these rules go on working on the device. */
  settings: ServingSettings
  /** All words of the language; English ones for those that it lacks. */
  labels: LabelSetContent['labels']
  /** Who wrote the words of the language. */
  translation: Pick<LabelSetContent, 'origin' | 'reviewed'>
  /** In the order of their slugs, as the listings. */
  guidance: readonly BundledGuidance[]
  /** The country's listings and the worldwide ones that may be served now. */
  listings: readonly BundledListing[]
  /**
   * Contacts of listings above that a prevention service for adults of some other country answers, too, in its spelling: rule S2
   * keeps minors from them. Spelled by `contactKey`.
   */
  adultContacts: readonly string[]
}
