import { chooseHelp } from '../../help/choose-help.ts'
import { ProblemError } from '../../lib/errors.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../describe-responses.ts'
import { noFields } from '../parameters/fields.ts'
import { helpFields } from '../parameters/help-fields.ts'
import { readFields } from '../parameters/read-fields.ts'
import { readHelpRequest } from '../parameters/read-help-request.ts'
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
      readFields(noFields, request.query, 'query')
      const { body } = request
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        throw new ProblemError('invalid_body', 'The body is not a JSON object, such as {"country": "FI", "ageBand": "13-15"}.')
      }
      const { question } = readHelpRequest(body as Record<string, unknown>, 'body', request.headers, context.countryHeader)
      const choice = chooseHelp(currentDirectory(context), question, context.now(), context.settings)
      return reply.header('cache-control', 'no-store').header('content-language', choice.locale).send(viewHelp(choice))
    },
  )
}
