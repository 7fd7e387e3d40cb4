/** The fields that several questions share, each with its meaning, an example and what it refuses. Query and body use the same. */
import { z } from 'zod'
import { toLocaleTag } from '../../help/locale-tag.ts'
import { toCountryCode, toSubdivisionCode } from '../../help/places.ts'
import { ageBand, audience, channelType, community, kind, situation, topic } from '../../help/vocabulary.ts'

const unknownValue = { fault: 'unknown_value' }

// The generator forgets the examples of a field that is transformed: they stand before the transformation.

export const countryField = z
  .string()
  .min(1)
  .meta({ examples: ['FI'] })
  .transform((text, context) => {
    const code = toCountryCode(text)
    if (code !== null) return code
    context.addIssue({ code: 'custom', message: 'is not an ISO 3166-1 alpha-2 code, such as FI', params: unknownValue })
    return z.NEVER
  })
  .meta({
    description: 'Where the person is: ISO 3166-1 alpha-2 in any case; also UK and EL for GB and GR, and XK for Kosovo.',
  })

export const subdivisionField = z
  .string()
  .min(1)
  .meta({ examples: ['ES-CT'] })
  .transform((text, context) => {
    const code = toSubdivisionCode(text)
    if (code !== null) return code
    context.addIssue({ code: 'custom', message: 'is not an ISO 3166-2 code, such as ES-CT', params: unknownValue })
    return z.NEVER
  })
  .meta({ description: 'The part of the country, ISO 3166-2 in any case.' })

/** One tag; `*` says nothing and is read as null. */
export const localeField = z
  .string()
  .min(1)
  .max(64)
  .meta({ examples: ['sv'] })
  .transform((text, context) => {
    if (text === '*') return null
    const tag = toLocaleTag(text)
    if (tag !== null) return tag
    const meant = toLocaleTag(text.replaceAll('_', '-'))
    const advice = meant === null ? ', such as en, pt-BR or zh-Hant' : `; write ${meant}`
    context.addIssue({ code: 'custom', message: `is not a language tag (BCP 47)${advice}` })
    return z.NEVER
  })
  .meta({
    description: 'Language of the texts, one BCP 47 tag. Without it `Accept-Language` decides.',
  })

export const languageField = z
  .string()
  .min(1)
  .max(64)
  .meta({ examples: ['fi'] })
  .transform((text, context) => {
    const tag = toLocaleTag(text)
    if (tag !== null) return tag
    context.addIssue({ code: 'custom', message: 'is not a language tag (BCP 47), such as en, pt-BR or zh-Hant' })
    return z.NEVER
  })
  .meta({ description: 'A language that the service answers in, one BCP 47 tag.' })

export const ageBandField = ageBand.meta({
  description:
    'Age band of the child for `parent_carer`, `concerned_other` and `professional`, of the asking person for all others. ' +
    'Not together with `age`.',
  examples: ['13-15'],
})

export const ageField = z
  .int()
  .min(0)
  .max(120)
  .meta({
    description: 'Age in whole years, in place of `ageBand`. Mapped to a band at once; never logged, never in the answer.',
    examples: [14],
  })

export const audienceField = audience.meta({
  description: 'Who asks. Without it the situation and the age decide.',
  examples: ['child'],
})

export const situationField = situation.meta({
  description: 'What just happened to, or is asked by, the person. Without it `need_help`.',
  examples: ['blocked_someone'],
})

export const kindField = kind.meta({ description: 'What the listing is for.', examples: ['support_line'] })

const most = 25

export const topicField = z
  .array(topic)
  .min(1)
  .max(most)
  .meta({ description: 'What it is about. Repeat it for several.', examples: [['grooming']] })

export const channelField = z
  .array(channelType)
  .min(1)
  .max(most)
  .meta({ description: 'How the person would like to make contact. Repeat it for several.', examples: [['chat']] })

export const communityField = z
  .array(community)
  .min(1)
  .max(most)
  .meta({ description: 'A community the person belongs to. Repeat it for several.', examples: [['lgbtq']] })

/** For operations that read nothing: every name is unknown. */
export const noFields = z.strictObject({})
