import { z } from 'zod'
import { negotiateLocale } from '../../help/negotiate-locale.ts'
import { normaliseLocales } from '../../help/normalise-locales.ts'
import { ageBand, audience, situation } from '../../help/vocabulary.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { countryField, localeField } from '../parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import { requestedLocales } from '../parameters/requested-locales.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { directoryVersionView } from '../views/directory-version.ts'
import { guidanceView, viewGuidance } from '../views/guidance-view.ts'

const fields = z.strictObject({
  situation: situation.meta({ description: 'Only texts for this situation.', examples: ['blocked_someone'] }).optional(),
  audience: audience.meta({ description: 'Only texts for this audience.', examples: ['child'] }).optional(),
  ageBand: ageBand.meta({ description: 'Only texts for this age band.', examples: ['13-15'] }).optional(),
  country: countryField
    .meta({ description: 'Only texts for this country and for all; without it, only those for all.' })
    .optional(),
  locale: localeField.optional(),
})

const guidanceListView = z
  .object({
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that this was read from.' }),
    guidance: z.array(guidanceView).meta({ description: 'In the order of their slugs.' }),
  })
  .meta({ id: 'GuidanceList', description: 'Guidance texts.' })

export const listGuidance: LookupRoute = (app, context) => {
  app.get<RawQuery>(
    '/v1/guidance',
    {
      schema: {
        operationId: 'listGuidance',
        tags: ['Guidance'],
        summary: 'List the guidance texts: what to say and which steps to offer, by situation and audience.',
        description: 'Each text comes whole in one language. `GET /v1/help` chooses the one for a person.',
        querystring: fields,
        response: describeResponses('The guidance texts.', guidanceListView, ['invalid_parameters', 'directory_not_loaded']),
      },
    },
    (request, reply) => {
      const wanted = readFields(fields, request.query, 'query')
      const { country, locale } = wanted
      const directory = currentDirectory(context)
      const requested = requestedLocales(locale, request.headers['accept-language'])
      const locales = normaliseLocales(directory, requested.locales)
      const question = [wanted.situation, wanted.audience, wanted.ageBand, country, locales]
      return sendAnswer(context, request, reply, { directory, question, variesBy: requested.variesBy }, () => {
        const guidance = directory.guidance
          .filter(
            ({ content }) =>
              (wanted.situation === undefined || content.situation === wanted.situation) &&
              (wanted.audience === undefined || content.audience === wanted.audience) &&
              (wanted.ageBand === undefined || content.ageBands.includes(wanted.ageBand)) &&
              (content.country === null || content.country === country),
          )
          .map((entry) => {
            const available = entry.content.texts.map((text) => text.locale)
            return viewGuidance(entry, negotiateLocale(locales, available, country ?? null).locale)
          })
        const body: z.output<typeof guidanceListView> = { directoryVersion: directory.version, guidance }
        return { body, locales: [...new Set(guidance.map((entry) => entry.locale))], nextChange: null }
      })
    },
  )
}
