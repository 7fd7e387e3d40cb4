import { z } from 'zod'
import type { Channel } from '../../help/listing-content.ts'
import type { PublishedListing } from '../../help/directory.ts'
import { readingLevel, textOrigin } from '../../help/vocabulary.ts'
import { channelView } from './channel-view.ts'
import { viewHours } from './hours-view.ts'
import { instantView, viewInstant, viewInstantOrNull } from './instant.ts'
import { listingView } from './listing-view.ts'
import { localTextView } from './local-text-view.ts'

const origin = textOrigin.meta({ description: 'Who wrote it in this language.' })
const reviewed = z.boolean().meta({ description: 'Whether a person who knows the language has reviewed it.' })
const locale = z.string().meta({ description: 'Language of the text (BCP 47).' })

const nameView = z
  .object({ locale, text: z.string().meta({ description: 'What to call the service in this language.' }), origin, reviewed })
  .meta({ id: 'BundledName', description: 'The name of a service in one language.' })

const textsView = z
  .object({
    locale,
    readingLevel: readingLevel.meta({ description: 'For whom it is written.' }),
    summary: listingView.shape.summary,
    whatHappens: listingView.shape.whatHappens,
    confidentialityLimits: listingView.shape.confidentialityLimits,
    origin,
    reviewed,
  })
  .meta({ id: 'BundledTexts', description: 'The texts of a service in one language and reading level.' })

const bundledChannelView = channelView
  .pick({
    type: true,
    value: true,
    display: true,
    smsKeyword: true,
    hint: true,
    reachableFrom: true,
    cost: true,
    needsCredit: true,
    onPhoneBill: true,
    needsAccount: true,
    needsId: true,
    recordsCalls: true,
    accessible: true,
    languages: true,
    hours: true,
    emergencyServices: true,
  })
  .extend({
    generalEmergency: z.boolean().meta({ description: 'Whether it is the one number for all emergencies of a territory.' }),
  })
  .meta({ id: 'BundledChannel', description: 'One way to make contact, before it is known who asks and when.' })

export const bundledListingView = listingView
  .pick({
    id: true,
    slug: true,
    kind: true,
    organisation: true,
    countries: true,
    worldwide: true,
    subdivisions: true,
    languages: true,
    audiences: true,
    minAge: true,
    maxAge: true,
    youthPrevention: true,
    imagesOf: true,
    topics: true,
    communities: true,
    situations: true,
    timeZone: true,
  })
  .extend({
    officialName: localTextView.meta({ description: 'What the service calls itself, in its own language.' }),
    names: z.array(nameView).meta({ description: 'Its name in other languages; where none fits, the official one is shown.' }),
    texts: z.array(textsView).meta({ description: 'Its texts in the languages that readers of this bundle may get; never empty.' }),
    channels: z.array(bundledChannelView).meta({ description: 'Ways to make contact; which of them a person may use, the rules say.' }),
    publicHolidayNote: listingView.shape.publicHolidayNote,
    anonymous: listingView.shape.anonymous,
    confidential: listingView.shape.confidential,
    priority: z.int().min(0).max(100).meta({ description: "The editors' order among equals: higher comes first." }),
    revision: listingView.shape.revision,
    updatedAt: listingView.shape.updatedAt,
    verifiedAt: instantView.nullable().meta({ description: 'When somebody last checked that it works; null when nobody has yet.' }),
    uncheckedSince: instantView.nullable().meta({
      description: 'Since when it has been in the directory without a check; null once somebody has checked it.',
    }),
  })
  .meta({ id: 'BundledListing', description: 'One service, with everything by which it is chosen or left out.' })

/** A listing as a bundle carries it. Sources and editors' notes are not in it. */
export function viewBundledListing(listing: PublishedListing): z.output<typeof bundledListingView> {
  const { content, organisation, verifiedAt } = listing
  return {
    id: listing.id,
    slug: listing.slug,
    kind: content.kind,
    organisation:
      organisation === null
        ? null
        : { id: organisation.id, slug: organisation.slug, name: organisation.name, url: organisation.url },
    countries: content.countries,
    worldwide: content.worldwide,
    subdivisions: content.subdivisions,
    languages: content.languages,
    audiences: content.audiences,
    minAge: content.minAge,
    maxAge: content.maxAge,
    youthPrevention: content.youthPrevention,
    imagesOf: content.imagesOf,
    topics: content.topics,
    communities: content.communities,
    situations: content.situations,
    timeZone: content.timeZone,
    officialName: viewLocalText(content.officialName),
    names: content.names.map((name) => ({ locale: name.locale, text: name.text, origin: name.origin, reviewed: name.reviewed })),
    texts: content.texts.map((text) => ({
      locale: text.locale,
      readingLevel: text.readingLevel,
      summary: text.summary,
      whatHappens: text.whatHappens,
      confidentialityLimits: text.confidentialityLimits,
      origin: text.origin,
      reviewed: text.reviewed,
    })),
    channels: content.channels.map(viewBundledChannel),
    publicHolidayNote: content.publicHolidayNote === null ? null : viewLocalText(content.publicHolidayNote),
    anonymous: content.anonymous,
    confidential: content.confidential,
    priority: content.priority,
    revision: listing.revision,
    updatedAt: viewInstant(listing.publishedAt),
    verifiedAt: viewInstantOrNull(verifiedAt),
    uncheckedSince: verifiedAt === null ? viewInstant(listing.importedAt ?? listing.publishedAt) : null,
  }
}

function viewBundledChannel(channel: Channel): z.output<typeof bundledChannelView> {
  return {
    type: channel.type,
    value: channel.value,
    display: channel.display,
    smsKeyword: channel.smsKeyword,
    hint: channel.hint === null ? null : viewLocalText(channel.hint),
    reachableFrom: channel.reachableFrom,
    cost: channel.cost,
    needsCredit: channel.needsCredit,
    onPhoneBill: channel.onPhoneBill,
    needsAccount: channel.needsAccount,
    needsId: channel.needsId,
    recordsCalls: channel.recordsCalls,
    accessible: channel.accessible,
    languages: channel.languages,
    hours: viewHours(channel.hours),
    emergencyServices: channel.emergencyServices,
    generalEmergency: channel.generalEmergency,
  }
}

function viewLocalText(words: { locale: string; text: string }): z.output<typeof localTextView> {
  return { locale: words.locale, text: words.text }
}
