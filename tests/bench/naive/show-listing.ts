import type { FoundListing } from './find-listings.ts'

/** A listing as JSON in the language asked for, with the fields that `GET /v1/help` shows. */
export function showListing({ id, slug, organisation, verifiedAt, updatedAt, content }: FoundListing, locale: string) {
  const text =
    content.texts.find((entry) => entry.locale === locale) ??
    content.texts.find((entry) => entry.locale.split('-')[0] === locale.split('-')[0]) ??
    content.texts.find((entry) => entry.locale === 'en') ??
    content.texts[0]
  return {
    id,
    slug,
    kind: content.kind,
    name: content.names.find((entry) => entry.locale === text?.locale)?.text ?? content.officialName.text,
    officialName: content.officialName.text,
    summary: text?.summary ?? null,
    whatHappens: text?.whatHappens ?? null,
    locale: text?.locale ?? null,
    organisation,
    countries: content.countries,
    worldwide: content.worldwide,
    subdivisions: content.subdivisions,
    languages: content.languages,
    audiences: content.audiences,
    minAge: content.minAge,
    maxAge: content.maxAge,
    topics: content.topics,
    communities: content.communities,
    channels: content.channels.map(({ type, value, display, smsKeyword, reachableFrom, cost, hours }) => ({
      type,
      value,
      display: display ?? value,
      uri: type === 'phone' ? `tel:${value}` : type === 'sms' ? `sms:${value}` : type === 'email' ? `mailto:${value}` : value,
      smsKeyword,
      reachableFrom,
      cost,
      hours,
    })),
    timeZone: content.timeZone,
    anonymous: content.anonymous,
    confidential: content.confidential,
    verifiedAt,
    updatedAt,
  }
}
