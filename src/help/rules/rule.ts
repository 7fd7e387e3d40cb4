/** What a safety rule is. Rules remove; they never merely lower a rank. */
import type { Channel } from '../listing-content.ts'
import type { Directory, PublishedListing } from '../directory.ts'
import type { SectionId } from '../situation-rows.ts'
import type { AgeBand, Audience, Situation } from '../vocabulary.ts'

export const ruleIds = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S12'] as const
export type RuleId = (typeof ruleIds)[number]

/** What a rule about a channel may look at. */
export type ChannelCircumstances = {
  directory: Pick<Directory, 'adultContacts'>
  /** ISO 3166-1: where the person is; null when nobody said. */
  country: string | null
  audience: Audience
  /** The asker's band, a child of unknown age already treated as 10-12. */
  band: AgeBand
}

/** What a rule about a listing in a section may look at. */
export type Circumstances = ChannelCircumstances & {
  country: string
  /** The situation whose row is used: for an adjusted answer not the one that was asked. */
  situation: Situation
  section: SectionId
  /** Numbers of the country's emergency services. */
  emergencyNumbers: ReadonlySet<string>
}

export type ListingRule = (listing: PublishedListing, circumstances: Circumstances) => boolean
export type ChannelRule = (channel: Channel, listing: PublishedListing, circumstances: ChannelCircumstances) => boolean
