import { z } from 'zod'
import { describeCoverage } from '../../help/describe-coverage.ts'
import { toCountryCode } from '../../help/places.ts'
import { ProblemError } from '../../lib/errors.ts'
import { answerLocale } from '../answer/answer-locale.ts'
import { countryNames } from '../answer/country-names.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { localeField } from '../parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { countryView, viewCountry } from '../views/country-view.ts'

const fields = z.strictObject({ locale: localeField.optional() })

const path = z.object({
  code: z
    .string()
    .meta({ description: 'ISO 3166-1 alpha-2 in any case; also UK and EL for GB and GR, and XK for Kosovo.', examples: ['FI'] }),
})

export const getCountry: LookupRoute = (app, context) => {
  app.get<RawQuery & { Params: { code: string } }>(
    '/v1/countries/:code',
    {
      schema: {
        operationId: 'getCountry',
        tags: ['Coverage'],
        summary: 'Say what the directory has for one country, and what is missing.',
        description: 'A country that is known but has nothing of its own is an answer, not an error.',
        params: path,
        querystring: fields,
        response: describeResponses('What there is for this country.', countryView, [
          'invalid_parameters',
          'malformed_url',
          'not_found',
          'directory_not_loaded',
        ]),
      },
    },
    (request, reply) => {
      const { locale: asked } = readFields(fields, request.query, 'query')
      const code = toCountryCode(request.params.code)
      if (code === null)
        throw new ProblemError('not_found', 'The code in the path is not an ISO 3166-1 alpha-2 code, such as FI.')
      const directory = currentDirectory(context)
      const { locale, variesBy } = answerLocale(directory, asked, request.headers)
      return sendAnswer(context, request, reply, { directory, question: [code, locale], variesBy }, (now) => {
        const coverage = describeCoverage(directory, code, now, context.settings)
        const nextChange = coverage.until === null ? null : new Date(coverage.until)
        return { body: viewCountry(coverage, countryNames(locale)(code)), locales: [locale], nextChange }
      })
    },
  )
}
