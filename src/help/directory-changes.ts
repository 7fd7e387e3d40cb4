import type { PublishedGuidance, PublishedListing } from './directory.ts'
import type { LabelSetContent } from './label-set.ts'

/** Everything that differs between one directory version and a later one. */
export type DirectoryChanges = {
  /** The later version. */
  version: number
  /** When the later version was committed. */
  changedAt: Date
  /** Listings that are new or read differently now. */
  listings: readonly PublishedListing[]
  /** Ids of listings that are not public any more. Ids that were not public before may be among them. */
  withdrawnListings: readonly string[]
  guidance: readonly PublishedGuidance[]
  withdrawnGuidance: readonly string[]
  /** Languages whose words are new or changed; none is ever withdrawn. */
  labelSets: readonly LabelSetContent[]
}
