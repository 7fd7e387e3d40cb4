import { z } from 'zod'
import type { ServedListing } from '../../help/choice.ts'
import { audience, community, kind, readingLevel, situation, topic } from '../../help/vocabulary.ts'
import { channelView, viewChannel } from './channel-view.ts'
import { instantView, viewInstant, viewInstantOrNull } from './instant.ts'
import { localTextView } from './local-text-view.ts'
import { publishedAtView, revisionView } from './revision.ts'
import { directionView, translationView, viewTranslation } from './translation-view.ts'
import { verificationView, viewVerification } from './verification-view.ts'

const organisationView = z
  .object({
    id: z.uuid().meta({ description: 'Lasting name of the organisation.' }),
    slug: z.string().meta({ description: 'Readable and lasting, as `id` is.' }),
    name: z.string().meta({ description: 'What it calls itself.' }),
    url: z
      .string()
      .nullable()
      .meta({ description: 'Its own page; null when none is known. It may differ from that of the service.' }),
  })
  .meta({ id: 'Organisation', description: 'Who runs a service.' })

const yesNoUnknown = z.boolean().nullable()
const age = z.int().min(0).max(120).nullable()

const ageFit = z.enum(['full', 'unknown', 'partial']).meta({
  id: 'AgeFit',
  description: 'All of the age band is served, nobody knows, or part of it is. Unknown is not "any age".',
})

const imagesOf = z.enum(['under_18', 'adults']).meta({
  id: 'ImagesOf',
  description: 'Whose pictures a service removes, by the age of the person when they were taken.',
})

export const listingView = z
  .object({
    id: z.uuid().meta({ description: 'Lasting name of the listing.' }),
    slug: z.string().meta({ description: 'Readable and lasting, as `id` is.' }),
    kind: kind.meta({ description: 'What it is for.' }),
    name: z.string().meta({ description: 'In `locale` where it has a name in it, otherwise the official one.' }),
    officialName: z.string().meta({ description: 'What the service calls itself, in its own language.' }),
    summary: z.string().meta({ description: 'What it offers, in one or two sentences.' }),
    whatHappens: z
      .string()
      .nullable()
      .meta({ description: 'What happens when you make contact; null when nobody has written it yet.' }),
    readingLevel: readingLevel.meta({ description: 'For whom the texts are written.' }),
    locale: z.string().meta({ description: 'Language of the texts (BCP 47).' }),
    direction: directionView.meta({ description: 'Writing direction of the texts.' }),
    translation: translationView.meta({ description: 'Who wrote the texts, and whether they were reviewed.' }),
    notes: z.array(z.string()).meta({ description: 'Sentences to show with the listing, in the language of the answer.' }),
    organisation: organisationView.nullable().meta({ description: 'Who runs it; null when no source names it.' }),
    countries: z
      .array(z.string())
      .meta({ description: 'The countries it serves (ISO 3166-1 alpha-2); empty for a worldwide service.' }),
    worldwide: z.boolean().meta({ description: 'Whether it serves people in every country, by web only.' }),
    subdivisions: z
      .array(z.string())
      .meta({ description: 'The parts of the country it serves (ISO 3166-2); empty when it serves all of it.' }),
    languages: z
      .array(z.string())
      .meta({ description: 'Languages in which somebody answers (BCP 47); empty when nobody knows.' }),
    speaksRequestedLanguage: yesNoUnknown.meta({
      description: 'Whether somebody answers in the language that was asked for; null when nobody knows.',
    }),
    audiences: z.array(audience).meta({ description: 'Whom it is for; empty when it does not say.' }),
    minAge: age.meta({ description: 'Youngest age in years that it serves; null when it does not say.' }),
    maxAge: age.meta({ description: 'Oldest age in years that it serves, included; null when it does not say.' }),
    ageFit: ageFit.meta({ description: 'How the age limits fit the person who asks.' }),
    youthPrevention: z.boolean().meta({ description: 'Whether it is a prevention service made for young people.' }),
    imagesOf: imagesOf
      .nullable()
      .meta({ description: 'Image removal: whose pictures it accepts; null for other kinds, and when it does not say.' }),
    topics: z.array(topic).meta({ description: 'What it helps with; empty when no source says.' }),
    communities: z.array(community).meta({ description: 'The communities it is made for; empty when it is for all.' }),
    situations: z.array(situation).meta({ description: 'Situations it is made for; empty when it is for no special one.' }),
    channels: z
      .array(channelView)
      .meta({ description: 'Ways to make contact, in the order in which to show them; never empty.' }),
    timeZone: z
      .string()
      .nullable()
      .meta({ description: 'IANA time zone of the opening hours; null when nobody knows, or when it needs none.' }),
    openNow: yesNoUnknown.meta({ description: 'Whether some channel answers now; null when nobody knows.' }),
    nextChange: instantView
      .nullable()
      .meta({ description: 'When it next opens or closes; null when it is always open and when nobody knows.' }),
    publicHolidayNote: localTextView
      .nullable()
      .meta({ description: 'What the service says of its public holidays, in its own language; null when it says nothing.' }),
    anonymous: yesNoUnknown.meta({
      description: 'Whether you can make contact without saying who you are; null when nobody knows.',
    }),
    confidential: yesNoUnknown.meta({
      description: 'Whether they keep what you tell them to themselves; null when nobody knows.',
    }),
    confidentialityLimits: z
      .string()
      .nullable()
      .meta({ description: 'When they must tell someone; null when nobody has written it yet.' }),
    verification: verificationView.meta({ description: 'When somebody last checked that it works.' }),
    revision: revisionView,
    updatedAt: publishedAtView,
    why: z.array(z.string()).meta({
      description:
        'Why it is here, for programs and editors: `country:FI`, `worldwide`, `topic:grooming`, `language:sv`, `open_now` and ' +
        'the like.',
    }),
  })
  .meta({ id: 'Listing', description: 'One service that someone can contact.' })

/** A listing as the public sees it. Sources, editors' notes, authors and imports are not in it. */
export function viewListing(served: ServedListing): z.output<typeof listingView> {
  const { listing, text } = served
  const { content, organisation } = listing
  return {
    id: listing.id,
    slug: listing.slug,
    kind: content.kind,
    name: text.name,
    officialName: content.officialName.text,
    summary: text.summary,
    whatHappens: text.whatHappens,
    readingLevel: text.readingLevel,
    locale: text.locale,
    direction: text.direction,
    translation: viewTranslation(text),
    notes: [...served.notes],
    organisation:
      organisation === null
        ? null
        : { id: organisation.id, slug: organisation.slug, name: organisation.name, url: organisation.url },
    countries: content.countries,
    worldwide: content.worldwide,
    subdivisions: content.subdivisions,
    languages: content.languages,
    speaksRequestedLanguage: served.speaksRequestedLanguage,
    audiences: content.audiences,
    minAge: content.minAge,
    maxAge: content.maxAge,
    ageFit: served.ageFit,
    youthPrevention: content.youthPrevention,
    imagesOf: content.imagesOf,
    topics: content.topics,
    communities: content.communities,
    situations: content.situations,
    channels: served.channels.map(viewChannel),
    timeZone: content.timeZone,
    openNow: served.openNow,
    nextChange: viewInstantOrNull(served.nextChange),
    publicHolidayNote:
      content.publicHolidayNote === null
        ? null
        : { locale: content.publicHolidayNote.locale, text: content.publicHolidayNote.text },
    anonymous: content.anonymous,
    confidential: content.confidential,
    confidentialityLimits: text.confidentialityLimits,
    verification: viewVerification(served.verification),
    revision: listing.revision,
    updatedAt: viewInstant(listing.publishedAt),
    why: [...served.why],
  }
}
