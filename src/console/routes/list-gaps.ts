import { z } from 'zod'
import { listGaps, placeOfGap } from '../../directory/gap/list-gaps.ts'
import { reachOf } from '../../directory/reach.ts'
import { expectedKinds } from '../../help/bands-served.ts'
import { toLocaleTag } from '../../help/locale-tag.ts'
import { countryField } from '../country-field.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'

const kind = z.enum(expectedKinds)
const ageBand = z.enum(['0-5', '6-9', '10-12', '13-15', '16-17', '18-plus'])

const gapView = z
  .object({
    country: z.string().meta({ description: 'ISO 3166-1 alpha-2; XK for Kosovo.' }),
    kind,
    missing: z
      .array(z.object({ ageBand, languages: z.array(z.string()) }))
      .meta({ description: 'For prevention services, bands under 18 are about services made for young people.' }),
    count: z.int().meta({ description: 'How many pairs of age band and language are missing.' }),
  })
  .meta({ id: 'CoverageGap', description: 'What the public does not find in a country.' })

const pageView = z
  .object({ gaps: z.array(gapView).meta({ description: 'Where most is missing first.' }), nextCursor: nextCursorView })
  .meta({ id: 'CoverageGapPage', description: 'One page of what is missing.' })

const language = z
  .string()
  .min(1)
  .max(64)
  .meta({ examples: ['sv'] })
  .transform((text, context) => {
    const tag = toLocaleTag(text)
    if (tag !== null) return tag
    context.addIssue({ code: 'custom', message: 'is not a language tag (BCP 47), such as en, pt-BR or zh-Hant' })
    return z.NEVER
  })
  .optional()
  .meta({ description: 'Looks for services in this language, in place of the one that most people of each country read.' })

export const listGapsRoute = queryRoute({
  url: '/v1/console/gaps',
  operationId: 'listGaps',
  tag: 'Coverage',
  summary: 'List what the directory lacks, by country, kind, age band and language, where most is missing first.',
  description:
    'Counts what the public is shown at this moment. A service that does not say in which languages it answers fills every language; ' +
    'worldwide services count for image removal and prevention.',
  operation: 'coverage.read',
  query: z.object({ country: countryField.optional(), kind: kind.optional().meta({ description: 'What is missing.', examples: ['support_line'] }), ageBand: ageBand.optional().meta({ description: 'For whom.', examples: ['13-15'] }), language, ...pageFields }),
  answer: { description: 'One page of what is missing.', schema: pageView },
  async run({ transaction, actor, settings, now }, { query: { limit, cursor, ...filters } }) {
    reachOf(actor, 'coverage.read')
    const after = placeAfter(cursor, filters, z.tuple([z.int(), z.string().length(2), kind]))
    const found = await listGaps(transaction, filters, { settings, now, after, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, placeOfGap)
    const gaps = page.map(({ country, kind: missingKind, missing, count }): z.output<typeof gapView> => ({ country, kind: missingKind, missing, count }))
    return { body: { gaps, nextCursor }, tag: null }
  },
})
