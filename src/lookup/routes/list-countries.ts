import { z } from 'zod'
import { describeCoverage } from '../../help/describe-coverage.ts'
import { intersectPeriods } from '../../help/period.ts'
import { countryCodes } from '../../help/places.ts'
import { answerLocale } from '../answer/answer-locale.ts'
import { countryNames } from '../answer/country-names.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { countCountries } from '../countries/count-countries.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { localeField } from '../parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { countrySummaryView, viewCountrySummary } from '../views/country-view.ts'
import { directoryVersionView } from '../views/directory-version.ts'

const fields = z.strictObject({ locale: localeField.optional() })

const countriesView = z
  .object({
    locale: z.string().meta({ description: 'Language of the names (BCP 47).' }),
    directoryVersion: directoryVersionView.meta({ description: 'The version of the directory that this was read from.' }),
    countries: z.array(countrySummaryView).meta({ description: 'In the order of their codes, covered or not.' }),
  })
  .meta({ id: 'Countries', description: 'All territories of ISO 3166-1 and Kosovo.' })

export const listCountries: LookupRoute = (app, context) => {
  app.get<RawQuery>(
    '/v1/countries',
    {
      schema: {
        operationId: 'listCountries',
        tags: ['Coverage'],
        summary: 'List all countries and territories, covered or not.',
        description: 'A country without anything of its own is listed with what works there from anywhere.',
        querystring: fields,
        response: describeResponses('All countries and territories.', countriesView, [
          'invalid_parameters',
          'directory_not_loaded',
        ]),
      },
    },
    async (request, reply) => {
      const { locale: asked } = readFields(fields, request.query, 'query')
      const directory = currentDirectory(context)
      const { locale, variesBy } = answerLocale(directory, asked, request.headers)
      await countCountries(directory, context.now(), context.settings)
      return sendAnswer(context, request, reply, { directory, question: locale, variesBy }, (now) => {
        const nameOf = countryNames(locale)
        const coverage = countryCodes.map((code) => describeCoverage(directory, code, now, context.settings))
        const body: z.output<typeof countriesView> = {
          locale,
          directoryVersion: directory.version,
          countries: coverage.map((country) => viewCountrySummary(country, nameOf(country.country))),
        }
        const { until } = intersectPeriods(coverage)
        return { body, locales: [locale], nextChange: until === null ? null : new Date(until) }
      })
    },
  )
}
