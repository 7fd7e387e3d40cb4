/** What a listing says: the one definition from which stored rows, imports, answers and forms are derived. */
import { z } from 'zod'
import { webAddressFault, isTimeZone } from './content-values.ts'
import { localeTag, toLocaleTag } from './locale-tag.ts'
import { openingHours } from './opening-hours.ts'
import { countryOfSubdivision, toCountryCode, toSubdivisionCode } from './places.ts'
import { line, prose } from './plain-text.ts'
import {
  accessibility,
  audience,
  channelType,
  community,
  cost,
  emergencyService,
  kind,
  readingLevel,
  reachableFrom,
  situation,
  textOrigin,
  topic,
  webChannelTypes,
} from './vocabulary.ts'

/** The most that editors can lift a listing above its equals. */
export const highestPriority = 100

const ageLimit = z.int().min(0).max(120).nullable()
const yesNoUnknown = z.boolean().nullable().default(null)

/** Where a fact was read; pages without https are evidence as well. */
const sourceAddress = line(2000).refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), {
  message: 'is not a web address',
})

const reviewed = z.boolean().describe('Whether a person who reads the language has looked at it.')

const name = z.object({ locale: localeTag, text: line(200).describe('The name in this language.'), origin: textOrigin, reviewed })

/** The texts of one language and reading level. A language counts as available for a listing by its summary. */
const texts = z.object({
  locale: localeTag,
  readingLevel: readingLevel.default('standard'),
  summary: line(600).describe('What somebody gets there, in a sentence or two.'),
  whatHappens: line(1200).nullable().default(null).describe('What happens when one makes contact.'),
  confidentialityLimits: line(600).nullable().default(null).describe('When they tell somebody else, in words.'),
  origin: textOrigin,
  reviewed,
})

/** `tel:` digits as dialled: E.164 with `+`, a national number, or a short code; `*` and `#` occur in short codes. */
const dialString = /^(?:\+[1-9]\d{6,14}|[*#]?\d{2,15}#?)$/

export const channel = z
  .object({
    type: channelType.describe('One way to make contact.'),
    value: line(500).describe(
      'Number as dialled, without spaces: with + where it works from anywhere, else as in the country. Or the e-mail or https address.',
    ),
    display: line(100).nullable().default(null).describe('The number as it is printed, such as 0808 157 0123.'),
    smsKeyword: line(40).nullable().default(null).describe('The word to send, where a text message needs one.'),
      hint: z
      .object({ locale: localeTag, text: line(200) })
      .nullable()
      .default(null)
      .describe('Words that the service itself prints beside the contact, such as “option 1”.'),
    reachableFrom,
    cost: cost.default('unknown').describe('What it costs whoever makes contact.'),
    needsCredit: yesNoUnknown.describe('Whether a prepaid telephone needs credit; null: not known, as below.'),
    onPhoneBill: yesNoUnknown.describe('Whether the phone bill shows it.'),
    needsAccount: yesNoUnknown.describe('Whether one has to sign up first.'),
    needsId: yesNoUnknown.describe('Whether one has to say or show who one is.'),
    recordsCalls: yesNoUnknown.describe('Whether calls are recorded, or chats kept.'),
    accessible: z.array(accessibility).default([]).describe('For whom it is made accessible.'),
    languages: z.array(localeTag).max(100).nullable().default(null).describe(
      'Languages answered here, where they differ from those of the listing; null where they do not.',
    ),
    hours: openingHours.default({ mode: 'unknown' }).describe('When somebody answers, in the time zone of the listing.'),
    emergencyServices: z.array(emergencyService).default([]).describe(
      'Emergency services reached by this number; empty for everything but an `emergency_service`.',
    ),
    generalEmergency: z.boolean().default(false).describe('Whether it is the one number for all emergencies of a territory.'),
  })
  .superRefine((value, context) => {
    const fault = (message: string, field = 'value') => context.addIssue({ code: 'custom', path: [field], message })
    if (value.type === 'phone' || value.type === 'sms' || value.type === 'whatsapp') {
      if (!dialString.test(value.value)) fault('is not a dial string: + and digits, or digits as dialled in the country')
      if (value.type === 'whatsapp' && !value.value.startsWith('+')) fault('a WhatsApp number is written with + and country code')
      if (value.value.startsWith('+') !== (value.reachableFrom === 'anywhere')) {
        fault('a number with + is reachable from anywhere, any other only in the country', 'reachableFrom')
      }
    } else if (value.type === 'email') {
      if (!z.email().safeParse(value.value).success) fault('is not an e-mail address')
    } else {
      const reason = webAddressFault(value.value)
      if (reason !== null) fault(reason)
    }
    if (value.smsKeyword !== null && value.type !== 'sms') fault('only a text message has a keyword', 'smsKeyword')
  })
export type Channel = z.infer<typeof channel>

/** The parts of a listing's content, before the rules that join them. */
const listingFields = z.object({
  kind,
  countries: z
    .array(z.string().refine((code) => toCountryCode(code) === code, { message: 'is not an ISO 3166-1 country code' }))
    .max(250)
    .describe('Countries served, ISO 3166-1 alpha-2 in capitals; none for a worldwide service.'),
  worldwide: z.boolean().default(false).describe(
    'Whether it serves people in every country. Such a service has web channels only.',
  ),
  subdivisions: z
    .array(z.string().refine((code) => toSubdivisionCode(code) === code, { message: 'is not an ISO 3166-2 subdivision code' }))
    .max(100)
    .default([])
    .describe('Regions served, ISO 3166-2, where it is not for the whole country.'),
  timeZone: z.string().refine(isTimeZone, { message: 'is not an IANA time zone' }).nullable().describe(
    'IANA time zone of the opening hours, such as Europe/London.',
  ),
  officialName: z.object({ locale: localeTag, text: line(200) }).describe('What the service calls itself, in its own language.'),
  names: z.array(name).min(1).max(200).describe('Its name, once for each language.'),
  texts: z.array(texts).min(1).max(400).describe(
    'What is told of it, once for each language and reading level. At least one was reviewed by a person before it is public.',
  ),
  languages: z.array(localeTag).max(200).describe('Languages answered (BCP 47); empty where nobody knows.'),
  audiences: z.array(audience).describe('For whom it is; empty: for everybody.'),
  minAge: ageLimit.describe('Youngest age in years; null where nobody knows, which is not the same as no limit.'),
  maxAge: ageLimit.describe('Oldest age in years, itself included; null where nobody knows.'),
  youthPrevention: z.boolean().default(false).describe('Only of a prevention service: whether it is made for minors.'),
  imagesOf: z.enum(['under_18', 'adults']).nullable().default(null).describe(
    'Only of image removal: whose pictures the service accepts; null when it does not say.',
  ),
  communities: z.array(community).default([]).describe('Communities that it is especially for.'),
  topics: z.array(topic).default([]).describe('What it helps with.'),
  situations: z.array(situation).default([]).describe('Situations that it is especially for.'),
  channels: z.array(channel).min(1).max(50).describe('The ways to make contact, the best first.'),
  anonymous: yesNoUnknown.describe('Whether one can stay anonymous; null: not known.'),
  confidential: yesNoUnknown.describe('Whether they keep what they hear to themselves; null: not known.'),
  publicHolidayNote: z
    .object({ locale: localeTag, text: line(300) })
    .nullable()
    .default(null)
    .describe('What is different on public holidays, in words.'),
  priority: z.int().min(0).max(highestPriority).default(0).describe('Order among equals: higher comes first.'),
  sources: z
    .array(
      z.object({
        url: sourceAddress.describe('Address of the page.'),
        date: line(40).nullable().default(null).describe('When it was read, such as 2026-11-01.'),
        showed: line(1000).nullable().default(null).describe('What it showed.'),
      }),
    )
    .min(1)
    .max(50)
    .describe('Where the facts were read. Never public.'),
  editorsNote: prose(10_000).nullable().default(null).describe('For editors only; never leaves through a public door.'),
})

const publicFields = listingFields.omit({ sources: true, editorsNote: true })

/** The rules that join the parts. None of them needs what only editors may read. */
function joinParts(value: z.infer<typeof publicFields>, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  if (value.worldwide !== (value.countries.length === 0)) {
    fault(['countries'], 'a worldwide listing names no country, every other names at least one')
  }
  value.subdivisions.forEach((code, index) => {
    if (!value.countries.includes(countryOfSubdivision(code)))
      fault(['subdivisions', index], 'lies in no country of this listing')
  })
  if (value.minAge !== null && value.maxAge !== null && value.minAge > value.maxAge) fault(['maxAge'], 'is below minAge')
  if (value.youthPrevention && value.kind !== 'prevention_service')
    fault(['youthPrevention'], 'only a prevention service can be one for minors')
  if (value.imagesOf !== null && value.kind !== 'image_removal')
    fault(['imagesOf'], 'only image removal says whose pictures it accepts')
  value.channels.forEach((entry, index) => {
    if (value.worldwide && !webChannelTypes.some((type) => type === entry.type)) {
      fault(['channels', index, 'type'], 'a worldwide listing offers web channels only')
    }
    const emergency = entry.generalEmergency || entry.emergencyServices.length > 0
    if (emergency !== (value.kind === 'emergency_service')) {
      fault(
        ['channels', index, 'emergencyServices'],
        'an emergency service, and nothing else, says which emergency services a number reaches',
      )
    }
    if (entry.hours.mode === 'weekly' && value.timeZone === null) fault(['timeZone'], 'is needed to read the opening hours')
  })
  duplicates(value.names, (entry) => toLocaleTag(entry.locale) ?? entry.locale).forEach((index) =>
    fault(['names', index, 'locale'], 'is there twice'),
  )
  duplicates(value.texts, (entry) => `${toLocaleTag(entry.locale) ?? entry.locale} ${entry.readingLevel}`).forEach((index) => {
    fault(['texts', index, 'locale'], 'is there twice')
  })
}

export const listingContent = listingFields.superRefine(joinParts)
export type ListingContent = z.infer<typeof listingContent>

/** A listing's content without what only editors may read: this is what `published_listing` holds. */
export const publicListingContent = publicFields.superRefine(joinParts)
export type PublicListingContent = z.infer<typeof publicListingContent>

function duplicates<T>(items: readonly T[], keyOf: (item: T) => string): number[] {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const key = keyOf(item)
    if (seen.has(key)) return [index]
    seen.add(key)
    return []
  })
}
