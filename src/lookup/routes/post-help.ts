import { chooseHelp } from '../../help/choose-help.ts'
import { normaliseQuestion } from '../../help/normalise-question.ts'
import { sayDatabaseAway } from '../answer/database-away.ts'
import { languagesOf } from '../answer/languages-of.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { noFields } from '../parameters/fields.ts'
import { helpFields } from '../parameters/help-fields.ts'
import { inspectFields, repeatedNames } from '../../lib/fields/read-fields.ts'
import { readHelpRequest } from '../parameters/read-help-request.ts'
import { readObject } from '../../lib/fields/read-object.ts'
import type { LookupRoute } from '../route.ts'
import { helpView, viewHelp } from '../views/help-view.ts'

const helpQuestion = helpFields.meta({ id: 'HelpQuestion', description: 'Who asks, and what happened.' })

const largestBody = 16 * 1024

export const postHelp: LookupRoute = (app, context) => {
  app.post<{ Body: unknown; Querystring: Record<string, unknown> }>(
    '/v1/help',
    {
      bodyLimit: largestBody,
      schema: {
        operationId: 'postHelp',
        tags: ['Help'],
        summary: 'Get the right help with the question in the body, so that it is in no address.',
        description:
          'The same question and answer as `GET /v1/help`, for callers who keep what happened to a person out of addresses, ' +
          'histories and caches. The answer is not cached.',
        body: helpQuestion,
        response: describeResponses('The help for this person.', helpView, [
          'invalid_parameters',
          'invalid_body',
          'malformed_json',
          'body_too_large',
          'unsupported_media_type',
          'directory_not_loaded',
        ]),
      },
    },
    (request, reply) => {
      const { faults } = inspectFields(noFields, request.query, 'query')
      const { fields, repeated } = readObject(request.body, faults)
      const found = [...faults, ...repeatedNames(repeated)]
      const { question } = readHelpRequest(fields, 'body', request.headers, context.countryHeader, found)
      const directory = currentDirectory(context)
      const choice = chooseHelp(directory, normaliseQuestion(directory, question), context.now(), context.settings)
      const languages = languagesOf(choice).join(', ')
      sayDatabaseAway(reply, context.snapshot)
      return reply.header('cache-control', 'no-store').header('content-language', languages).send(viewHelp(choice))
    },
  )
}
