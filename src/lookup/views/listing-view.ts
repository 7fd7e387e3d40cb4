import { z } from 'zod'
import type { ServedListing } from '../../help/choice.ts'
import { audience, community, kind, readingLevel, situation, topic } from '../../help/vocabulary.ts'
import { channelView, viewChannel } from './channel-view.ts'
import { instantView, viewInstant, viewInstantOrNull } from './instant.ts'
import { directionView, translationView, viewTranslation } from './translation-view.ts'
import { verificationView, viewVerification } from './verification-view.ts'

const organisationView = z
  .object({ id: z.uuid(), slug: z.string(), name: z.string(), url: z.string().nullable() })
  .meta({ id: 'Organisation', description: 'Who runs a service.' })

const yesNoUnknown = z.boolean().nullable()
const age = z.int().nullable()

export const listingView = z
  .object({
    id: z.uuid(),
    slug: z.string().meta({ description: 'Readable and lasting, as `id` is.' }),
    kind,
    name: z.string().meta({ description: 'In `locale` where it has a name in it, otherwise the official one.' }),
    officialName: z.string().meta({ description: 'What the service calls itself, in its own language.' }),
    summary: z.string(),
    whatHappens: z.string().nullable().meta({ description: 'What happens when you make contact.' }),
    readingLevel,
    locale: z.string().meta({ description: 'Language of the texts (BCP 47).' }),
    direction: directionView,
    translation: translationView,
    notes: z.array(z.string()).meta({ description: 'Sentences to show with the listing, in the language of the answer.' }),
    organisation: organisationView.nullable().meta({ description: 'null when no source names it.' }),
    countries: z.array(z.string()),
    worldwide: z.boolean(),
    subdivisions: z.array(z.string()),
    languages: z.array(z.string()).meta({ description: 'Languages in which somebody answers; empty when nobody knows.' }),
    speaksRequestedLanguage: yesNoUnknown,
    audiences: z.array(audience),
    minAge: age,
    maxAge: age,
    ageFit: z
      .enum(['full', 'unknown', 'partial'])
      .meta({ description: 'How the age limits fit the person. Unknown is not "any age".' }),
    youthPrevention: z.boolean().meta({ description: 'A prevention service made for young people.' }),
    imagesOf: z.enum(['under_18', 'adults']).nullable().meta({ description: 'Image removal: whose pictures it accepts.' }),
    topics: z.array(topic),
    communities: z.array(community),
    situations: z.array(situation).meta({ description: 'Situations it is made for.' }),
    channels: z.array(channelView),
    timeZone: z.string().nullable(),
    openNow: yesNoUnknown,
    nextChange: instantView.nullable(),
    publicHolidayNote: z.object({ locale: z.string(), text: z.string() }).nullable(),
    anonymous: yesNoUnknown,
    confidential: yesNoUnknown,
    confidentialityLimits: z.string().nullable().meta({ description: 'When they must tell someone.' }),
    verification: verificationView,
    revision: z.int().min(1),
    updatedAt: instantView,
    why: z.array(z.string()).meta({ description: 'Why it is here, such as `country:FI`, `topic:grooming`.' }),
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
