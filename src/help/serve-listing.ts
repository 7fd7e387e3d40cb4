import { remember } from '../lib/remember.ts'
import { ageFit, effectiveBand } from './age.ts'
import type { AgeFit } from './age.ts'
import { channelRank } from './channel-order.ts'
import type { ServedChannel, ServedListing } from './choice.ts'
import { chooseText } from './choose-text.ts'
import { contactUri } from './contact-uri.ts'
import type { Directory, PublishedListing } from './directory.ts'
import { label, labelLocales } from './label.ts'
import type { Channel } from './listing-content.ts'
import { negotiateLocale } from './negotiate-locale.ts'
import { channelOpen, listingOpen } from './open-state.ts'
import { costMarks } from './rules/allows-cost.ts'
import { channelRules } from './rules/channel-rules.ts'
import { readingLevelFor } from './reading-level.ts'
import { speaksOneOf } from './speaks-one-of.ts'
import { verificationState } from './verification.ts'
import type { ServingSettings, VerificationState } from './verification.ts'
import type { AgeBand, Audience, ChannelType } from './vocabulary.ts'

/** For whom a listing is shown. */
export type ListingCircumstances = {
  /** ISO 3166-1: where the person is; null when nobody said, and then numbers of one country carry no link. */
  country: string | null
  /** Canonical tags in order of preference. */
  locales: readonly string[]
  /** null when the listing is shown to nobody in particular. */
  audience: Audience | null
  ageBand: AgeBand
  /** Channels wished for; they come first. */
  channels?: readonly ChannelType[]
  /** The band of the child who makes contact, where that is not the asker; `unknown` for adults, who have no order of channels. */
  channelBand?: AgeBand
}

/**
 * A listing as the catalogue shows it, outside any situation; null when it may not be served now, or has no channel
 * left for this person.
 */
export function serveListing(
  directory: Directory,
  listing: PublishedListing,
  circumstances: ListingCircumstances,
  now: Date,
  settings: ServingSettings,
): ServedListing | null {
  const verification = verificationState(listing, settings, now)
  if (!verification.mayBeServed) return null
  const audience = circumstances.audience ?? 'adult'
  const band = effectiveBand(audience, circumstances.ageBand)
  const fit = circumstances.audience === null && circumstances.ageBand === 'unknown' ? 'unknown' : ageFit(listing.content, audience, circumstances.ageBand)
  if (fit === null) return null
  const channels = listing.content.channels.filter((channel) =>
    channelRules.every(([, keeps]) => keeps(channel, listing, { directory, country: circumstances.country, audience, band })),
  )
  if (channels.length === 0) return null
  const why = listing.content.worldwide ? ['worldwide'] : listing.content.countries.map((code) => `country:${code}`)
  const answerLocale = negotiateLocale(circumstances.locales, labelLocales(directory), circumstances.country).locale
  return presentListing(directory, { listing, channels, fit, verification, why }, circumstances, answerLocale, now)
}

/** What the rules have left of a listing. */
export type AllowedListing = {
  listing: PublishedListing
  channels: readonly Channel[]
  fit: AgeFit
  verification: VerificationState
}

/** Puts an allowed listing into words, links and hours for a person. */
export function presentListing(
  directory: Directory,
  { listing, channels, fit, verification, why }: AllowedListing & { why: readonly string[] },
  circumstances: ListingCircumstances,
  answerLocale: string,
  now: Date,
): ServedListing {
  const { content } = listing
  const { country, locales, audience, ageBand } = circumstances
  const band = audience === null ? ageBand : effectiveBand(audience, ageBand)
  const speaks = speaksOneOf(content, channels, locales.length > 0 ? locales : [answerLocale])
  const { openNow, nextChange } = listingOpen(channels, content.timeZone, now)
  const isChild = audience === 'child' || audience === 'concerned_self'
  const byRank = channels
    .map((channel) => ({ channel, rank: channelRank(channel.type, circumstances.channels ?? [], circumstances.channelBand ?? (isChild ? band : 'unknown')) }))
    .sort((one, other) => one.rank - other.rank)
  return {
    listing,
    text: chooseText(content, { locales, answerLocale, country, readingLevel: audience === null ? 'standard' : readingLevelFor(audience, ageBand) }),
    channels: byRank.map(({ channel }): ServedChannel => {
      const open = channelOpen(channel, content.timeZone, now)
      return {
        channel,
        uri: contactUri(channel, content, country),
        openNow: open.openNow,
        nextChange: open.nextChange,
        marks: costMarks(channel, band),
      }
    }),
    speaksRequestedLanguage: speaks,
    ageFit: fit,
    openNow,
    nextChange,
    verification: { status: verification.status, verifiedAt: verification.verifiedAt, nextDue: verification.nextDue },
    notes: notesFor(directory, answerLocale, { listing, channels, fit }, speaks, circumstances),
    why,
  }
}

const languageNames = remember((locale) => new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }))

function notesFor(
  directory: Directory,
  locale: string,
  { listing, channels, fit }: Pick<AllowedListing, 'listing' | 'channels' | 'fit'>,
  speaks: boolean | null,
  { audience, ageBand, locales }: ListingCircumstances,
): string[] {
  const { minAge, maxAge, imagesOf } = listing.content
  const notes: string[] = []
  if (fit === 'partial') {
    if (minAge !== null && maxAge !== null) notes.push(label(directory, locale, 'age_range', { from: String(minAge), to: String(maxAge) }))
    else if (minAge !== null) notes.push(label(directory, locale, 'from_age', { age: String(minAge) }))
    else if (maxAge !== null) notes.push(label(directory, locale, 'up_to_age', { age: String(maxAge) }))
  }
  if (channels.some(({ hours }) => hours.mode === 'weekly' && hours.publicHolidays !== 'same')) notes.push(label(directory, locale, 'holiday_hours'))
  if (imagesOf === 'under_18' && (audience === 'adult' || ageBand === '18-plus')) notes.push(label(directory, locale, 'under_18_images'))
  if (imagesOf === 'adults') notes.push(label(directory, locale, 'adult_images'))
  if (speaks === false) {
    const requested = locales[0] ?? locale
    const language = languageNames(locale).of(requested) ?? requested
    notes.push(label(directory, locale, 'may_not_answer_in', { language }))
  }
  return notes
}
