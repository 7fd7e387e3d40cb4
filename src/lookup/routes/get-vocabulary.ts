import { z } from 'zod'
import { label, labelLocales } from '../../help/label.ts'
import type { Directory } from '../../help/directory.ts'
import { textDirection } from '../../help/text-direction.ts'
import {
  accessibilities,
  ageBands,
  audiences,
  channelTypes,
  communities,
  costs,
  emergencyServices,
  kinds,
  readingLevels,
  situations,
  topics,
} from '../../help/vocabulary.ts'
import { answerLocale } from '../answer/answer-locale.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { localeField } from '../parameters/fields.ts'
import { readFields } from '../../lib/fields/read-fields.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { vocabularyView } from '../views/vocabulary-view.ts'

const fields = z.strictObject({ locale: localeField.optional() })

export const getVocabulary: LookupRoute = (app, context) => {
  app.get<RawQuery>(
    '/v1/vocabulary',
    {
      schema: {
        operationId: 'getVocabulary',
        tags: ['Vocabulary'],
        summary: 'List the words that questions and answers use, with labels to show.',
        description:
          'The `id` is what parameters take and answers carry. Labels come from reviewed and machine translations alike.',
        querystring: fields,
        response: describeResponses('The vocabulary.', vocabularyView, ['invalid_parameters', 'directory_not_loaded']),
      },
    },
    (request, reply) => {
      const { locale: asked } = readFields(fields, request.query, 'query')
      const directory = currentDirectory(context)
      const { locale, variesBy } = answerLocale(directory, asked, request.headers)
      return sendAnswer(context, request, reply, { directory, question: locale, variesBy }, () => ({
        body: vocabularyIn(directory, locale),
        locales: [locale],
        nextChange: null,
      }))
    },
  )
}

function vocabularyIn(directory: Directory, locale: string): z.output<typeof vocabularyView> {
  const words = <Id extends string>(ids: readonly Id[], prefix: string) =>
    ids.map((id) => ({ id, label: label(directory, locale, `${prefix}.${id}`) }))
  return {
    locale,
    direction: textDirection(locale),
    directoryVersion: directory.version,
    kinds: words(kinds, 'kind'),
    audiences: words(audiences, 'audience'),
    ageBands: words(ageBands, 'band'),
    situations: words(situations, 'situation'),
    topics: words(topics, 'topic'),
    communities: words(communities, 'community'),
    channels: words(channelTypes, 'channel'),
    costs: words(costs, 'cost'),
    accessibilities: words(accessibilities, 'channel'),
    emergencyServices: words(emergencyServices, 'emergency'),
    readingLevels: words(readingLevels, 'reading'),
    locales: labelLocales(directory).map((tag) => ({
      locale: tag,
      name: new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag,
      direction: textDirection(tag),
    })),
  }
}
