import { z } from 'zod'
import { makeBundle } from '../../help/bundle/make-bundle.ts'
import type { CountryPart } from '../../help/bundle/make-bundle.ts'
import { labelLocales } from '../../help/label.ts'
import { negotiateLocale } from '../../help/negotiate-locale.ts'
import { toCountryCode } from '../../help/places.ts'
import { ProblemError } from '../../lib/errors.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { localeField } from '../parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import { requestedLocales } from '../parameters/requested-locales.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { bundleView, viewBundle } from '../views/bundle-view.ts'

const fields = z.strictObject({ locale: localeField.optional() })

const path = z.object({
  country: z
    .string()
    .meta({ description: 'ISO 3166-1 alpha-2 in any case; also UK and EL for GB and GR, and XK for Kosovo.', examples: ['FI'] }),
})

export const getBundle: LookupRoute = (app, context) => {
  app.get<RawQuery & { Params: { country: string } }>(
    '/v1/bundles/:country',
    {
      schema: {
        operationId: 'getBundle',
        tags: ['Help'],
        summary: 'Get everything that choosing help for one country needs, so that the choice is made on the device.',
        description:
          'The situation, the age and everything else that was asked then never leave the device. Nothing may be chosen from it from ' +
          '`validUntil` on. Each bundle is in one language: ask for one that answers can be given in (`locales` of `GET /v1/vocabulary`).',
        params: path,
        querystring: fields,
        response: describeResponses('The part of the directory that is for this country.', bundleView, [
          'invalid_parameters',
          'malformed_url',
          'not_found',
          'directory_not_loaded',
        ]),
      },
    },
    (request, reply) => {
      const { locale: asked } = readFields(fields, request.query, 'query')
      const country = toCountryCode(request.params.country)
      if (country === null)
        throw new ProblemError('not_found', 'The code in the path is not an ISO 3166-1 alpha-2 code, such as FI.')
      const directory = currentDirectory(context)
      const { locales, variesBy } = requestedLocales(asked, request.headers['accept-language'])
      const { locale } = negotiateLocale(locales, labelLocales(directory), country)
      return sendAnswer(context, request, reply, { directory, question: [country, locale], variesBy }, (now) => {
        const part = makeBundle(directory, { country, locale }, now, context.settings)
        return { body: viewBundle(part), locales: languagesIn(part), nextChange: part.nextChange }
      })
    },
  )
}

/** The languages of all texts in it, its own first. */
function languagesIn({ locale, guidance, listings }: CountryPart): string[] {
  const texts = [...guidance, ...listings].flatMap(({ content }) => content.texts.map((text) => text.locale))
  return [...new Set([locale, ...texts])]
}
