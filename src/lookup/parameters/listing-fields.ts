import { z } from 'zod'
import { ageBand, audience, verificationStatus } from '../../help/vocabulary.ts'
import { splitWords } from '../search/split-words.ts'
import {
  channelField,
  communityField,
  countryField,
  kindField,
  languageField,
  localeField,
  subdivisionField,
  topicField,
} from './fields.ts'

/** Filters of the catalogue. All given must hold; of a repeated one, any. */
export const listingFields = z.strictObject({
  country: countryField.meta({ description: 'Listings of this country and worldwide ones.' }).optional(),
  subdivision: subdivisionField
    .meta({ description: 'Listings of this part of the country, of all the country, and worldwide ones.' })
    .optional(),
  kind: kindField.optional(),
  language: languageField.optional(),
  audience: audience
    .meta({
      description: 'Who asks. The answer is then for a person: what is not for them, or not safe for them, is absent.',
      examples: ['child'],
    })
    .optional(),
  ageBand: ageBand
    .meta({
      description: 'Age band, as in `GET /v1/help`. The answer is then for a person: services for other ages are absent.',
      examples: ['13-15'],
    })
    .optional(),
  topic: topicField.meta({ description: 'Listings about it. Repeat it for any of several.' }).optional(),
  community: communityField.meta({ description: 'Listings made for it. Repeat it for any of several.' }).optional(),
  channel: channelField
    .meta({ description: 'Listings with such a way to make contact. Repeat it for any of several.' })
    .optional(),
  verification: verificationStatus
    .meta({
      description: 'How far it was checked. Of the overdue ones only worldwide services and emergency numbers are served.',
      examples: ['unverified'],
    })
    .optional(),
  q: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => splitWords(text).length > 0, 'contains no word')
    .meta({
      description:
        'Words of names, summaries, organisations and countries, in any language; or a telephone number. Accents, endings and ' +
        'small typing errors do not matter.',
      examples: ['lasten puhelin'],
    })
    .optional(),
  limit: z
    .int()
    .min(1)
    .max(100)
    .meta({ description: 'Listings a page.', examples: [20] })
    .default(20),
  cursor: z.string().min(1).max(500).meta({ description: '`nextCursor` of the page before, with the same filters.' }).optional(),
  locale: localeField.optional(),
})

export type ListingFilters = z.output<typeof listingFields>
