import { chooseText } from '../choose-text.ts'
import { contactKey, hasContact, indexContacts } from '../contact-key.ts'
import type { Directory, PublishedGuidance, PublishedListing } from '../directory.ts'
import { labelLocales } from '../label.ts'
import type { LabelSetContent } from '../label-set.ts'
import { negotiateLocale } from '../negotiate-locale.ts'
import { verificationState } from '../verification.ts'
import type { ServingSettings } from '../verification.ts'
import { bundledLocales } from './bundled-locales.ts'
import { bundledUntil, startOfNextDay } from './bundled-until.ts'

/** A country's part of the directory in one language. `Bundle` is what JSON makes of it. */
export type CountryPart = {
  country: string
  locale: string
  directoryVersion: number
  changedAt: Date
  validUntil: Date
  settings: ServingSettings
  labels: LabelSetContent
  guidance: readonly PublishedGuidance[]
  listings: readonly PublishedListing[]
  adultContacts: readonly string[]
  /** When the same directory version gives another part: a listing falls out, or it may be used for longer. */
  nextChange: Date
}

type Language = { country: string; locale: string; answered: readonly string[] }

/**
 * Everything that `chooseHelp` reads for questions from one country that are answered in one language. What may not be served now
 * (rule S3) is not in it; what may not be served later is left out by the device, which has the rules.
 *
 * @param locale one of `labelLocales`
 */
export function makeBundle(
  directory: Directory,
  { country, locale }: { country: string; locale: string },
  now: Date,
  settings: ServingSettings,
): CountryPart {
  const language: Language = { country, locale, answered: labelLocales(directory) }
  const served = [...(directory.byCountry.get(country) ?? []), ...directory.worldwide].flatMap((listing) => {
    const { mayBeServed, until } = verificationState(listing, settings, now)
    return mayBeServed ? [{ listing, until }] : []
  })
  const changes = [startOfNextDay(now).getTime(), ...served.flatMap(({ until }) => until ?? [])]
  const listings = served.map(({ listing }) => listing).sort((one, other) => (one.slug < other.slug ? -1 : 1))
  return {
    country,
    locale,
    directoryVersion: directory.version,
    changedAt: directory.changedAt,
    validUntil: bundledUntil(now),
    settings,
    labels: labelsIn(directory, locale),
    guidance: directory.guidance
      .filter(({ content }) => content.country === null || content.country === country)
      .map((guidance) => guidanceIn(guidance, language)),
    listings: listings.map((listing) => listingIn(listing, language)),
    adultContacts: adultContactsAmong(directory, listings),
    nextChange: new Date(Math.min(...changes)),
  }
}

/** All words of a language, with the English ones for those that it lacks, as `label` answers them. */
function labelsIn(directory: Directory, locale: string): LabelSetContent {
  const english = directory.labelsByLocale.get('en')?.labels ?? {}
  const own = directory.labelsByLocale.get(locale)
  return { locale, origin: own?.origin ?? 'original', reviewed: own?.reviewed ?? false, labels: { ...english, ...own?.labels } }
}

function listingIn(listing: PublishedListing, { country, locale, answered }: Language): PublishedListing {
  const { content } = listing
  const wishes = { locales: [locale], answerLocale: locale, country, readingLevel: 'standard' as const }
  const chosen = chooseText(content, wishes).locale
  const available = [...new Set(content.texts.map((text) => text.locale))]
  const carried = new Set(bundledLocales(available, { chosen, locale, answered }))
  return {
    ...listing,
    content: {
      ...content,
      names: content.names.filter((name) => carried.has(name.locale)),
      texts: content.texts.filter((text) => carried.has(text.locale)),
    },
  }
}

function guidanceIn(guidance: PublishedGuidance, { country, locale, answered }: Language): PublishedGuidance {
  const { content } = guidance
  const available = content.texts.map((text) => text.locale)
  const chosen = negotiateLocale([locale], available, country).locale
  const carried = new Set(bundledLocales(available, { chosen, locale, answered }))
  return { ...guidance, content: { ...content, texts: content.texts.filter((text) => carried.has(text.locale)) } }
}

/** The contacts of prevention services for adults that lead to the same place as a channel of these listings; their own aside. */
function adultContactsAmong(directory: Directory, listings: readonly PublishedListing[]): string[] {
  const here = indexContacts(listings.flatMap(({ content }) => content.channels.map(contactKey)))
  const own = new Set(
    listings
      .filter(({ content }) => content.kind === 'prevention_service' && !content.youthPrevention)
      .flatMap(({ content }) => content.channels.map(contactKey)),
  )
  return [...directory.adultContacts.values()]
    .flat()
    .filter((contact) => !own.has(contact) && hasContact(here, contact))
    .sort()
}
