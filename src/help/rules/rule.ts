/** What a safety rule is. Rules remove; they never merely lower a rank. */
import type { Channel } from '../listing-content.ts'
import type { Directory, PublishedListing } from '../directory.ts'
import type { SectionId } from '../situation-rows.ts'
import type { AgeBand, Audience, Situation } from '../vocabulary.ts'

export const ruleIds = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S12'] as const
export type RuleId = (typeof ruleIds)[number]

/** All that a rule may look at. */
export type Circumstances = {
  directory: Directory
  country: string
  audience: Audience
  /** The asker's band, a child of unknown age already treated as 10-12. */
  band: AgeBand
  /** The situation that was asked. */
  situation: Situation
  section: SectionId
  /** Numbers of the country's emergency services. */
  emergencyNumbers: ReadonlySet<string>
}

export type ListingRule = (listing: PublishedListing, circumstances: Circumstances) => boolean
export type ChannelRule = (channel: Channel, listing: PublishedListing, circumstances: Circumstances) => boolean
