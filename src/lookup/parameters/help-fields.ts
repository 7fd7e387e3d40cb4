import { z } from 'zod'
import {
  ageBandField,
  ageField,
  audienceField,
  channelField,
  communityField,
  countryField,
  localeField,
  situationField,
  subdivisionField,
  topicField,
} from './fields.ts'

/** The question for help, the same as query parameters and as a JSON body. */
export const helpFields = z.strictObject({
  country: countryField,
  subdivision: subdivisionField.optional(),
  locale: localeField.optional(),
  ageBand: ageBandField.optional(),
  age: ageField.optional(),
  audience: audienceField.optional(),
  situation: situationField.optional(),
  topic: topicField.optional(),
  channel: channelField.optional(),
  community: communityField.optional(),
  limit: z
    .int()
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'At most so many listings a section. Only lowers the limit that each section has.', examples: [3] }),
  explain: z
    .boolean()
    .optional()
    .meta({ description: 'Adds the listings that were left out, each with the rule that removed it.', examples: [true] }),
})
