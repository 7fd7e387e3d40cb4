/** What a choice of help is made of. The public JSON of it is written in lookup/views. */
import type { AgeFit } from './age.ts'
import type { LeftOutRule } from './allow-listing.ts'
import type { Channel } from './listing-content.ts'
import type { PublishedListing } from './directory.ts'
import type { SectionId } from './situation-rows.ts'
import type {
  AgeBand,
  Audience,
  EmergencyService,
  Kind,
  ReadingLevel,
  Situation,
  TextOrigin,
  VerificationStatus,
} from './vocabulary.ts'

/** How the language of a text was found for what the reader asked for, from best to worst. */
export const localeMatches = ['exact', 'same_language', 'other_script', 'related_language', 'fallback'] as const
export type LocaleMatch = (typeof localeMatches)[number]

export type Direction = 'ltr' | 'rtl'

/** Whether anything of the country itself is in the sections, or only worldwide services, or nothing but the emergency number. */
export const coverages = ['country', 'worldwide_only', 'emergency_only'] as const
export type Coverage = (typeof coverages)[number]

/** What a 16 or 17 year old should know before using a channel (rule S9). */
export const channelMarks = ['paid', 'needs_account', 'needs_id'] as const
export type ChannelMark = (typeof channelMarks)[number]

export type OpenState = {
  /** null when nobody knows. */
  openNow: boolean | null
  /** The next opening or closing; null for always-open and unknown hours. */
  nextChange: Date | null
}

export type ServedChannel = OpenState & {
  channel: Channel
  /** A link that works for someone standing in the requested country; null when there is none. */
  uri: string | null
  marks: readonly ChannelMark[]
}

export type ServedText = {
  locale: string
  direction: Direction
  name: string
  summary: string
  whatHappens: string | null
  confidentialityLimits: string | null
  readingLevel: ReadingLevel
  /** The weaker origin of name and summary; reviewed only when both are. */
  origin: TextOrigin
  reviewed: boolean
}

export type Verification = { status: VerificationStatus; verifiedAt: Date | null; nextDue: Date | null }

export type ServedListing = OpenState & {
  listing: PublishedListing
  text: ServedText
  channels: readonly ServedChannel[]
  /** null when the languages answered are unknown. */
  speaksRequestedLanguage: boolean | null
  ageFit: AgeFit
  verification: Verification
  /** Sentences that must be shown with the listing, such as "From age 14", in the language of the answer. */
  notes: readonly string[]
  /** Why it is here, such as `country:FI`, `topic:grooming`. */
  why: readonly string[]
}

export type EmergencyNumber = { number: string; uri: string; services: readonly EmergencyService[] }

export type Notice = { id: 'adjusted' | 'worldwide_only' | 'emergency_only' | 'emergency_unknown' | 'machine_translation' | 'unverified'; text: string }

export type HelpChoice = {
  request: {
    country: string
    subdivision: string | null
    ageBand: AgeBand
    audience: Audience
    situation: Situation
    /** The situation whose row was used instead, when there is none for this situation, audience and age. */
    adjusted: Situation | null
  }
  locale: string
  direction: Direction
  localeMatch: LocaleMatch
  coverage: Coverage
  /** What the reader must know about the answer as a whole, in words. */
  notices: readonly Notice[]
  guidance: {
    id: string
    slug: string
    locale: string
    direction: Direction
    title: string
    body: string
    steps: readonly string[]
    readingLevel: ReadingLevel
    origin: TextOrigin
    reviewed: boolean
    /** "Tell an adult you trust", "use block and report here": texts to show with the guidance, in order. */
    advice: readonly { id: 'trusted_adult' | 'app_tools'; title: string; text: string | null }[]
  } | null
  emergency: {
    position: 'first' | 'last'
    title: string
    note: string
    numbers: readonly EmergencyNumber[]
    /** Of the listing that holds the numbers; null when none is known. */
    verification: Verification | null
  }
  sections: readonly { id: SectionId; kind: Kind; title: string; note: string | null; listings: readonly ServedListing[] }[]
  /** Situations to choose from, so that `need_help` is no dead end; null when the situation is known. */
  menu: { title: string; situations: readonly { id: Situation; label: string }[] } | null
  /** With `explain`: each listing that was considered and not served, with the rule that removed it. */
  leftOut: readonly { slug: string; rule: LeftOutRule }[]
  directoryVersion: number
  /** The instant from which this answer holds. */
  computedAt: Date
  /** The instant until which it holds, when nothing is published: the next opening, closing or change of verification. */
  nextChange: Date | null
}
