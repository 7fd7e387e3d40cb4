import { chooseHelp } from '../../help/choose-help.ts'
import { normaliseQuestion } from '../../help/normalise-question.ts'
import { languagesOf } from '../answer/languages-of.ts'
import { sendAnswer } from '../answer/send-answer.ts'
import { currentDirectory } from '../current-directory.ts'
import { describeResponses } from '../../lib/describe-responses.ts'
import { helpFields } from '../parameters/help-fields.ts'
import { readHelpRequest } from '../parameters/read-help-request.ts'
import type { LookupRoute, RawQuery } from '../route.ts'
import { helpView, viewHelp } from '../views/help-view.ts'

export const getHelp: LookupRoute = (app, context) => {
  app.get<RawQuery>(
    '/v1/help',
    {
      schema: {
        operationId: 'getHelp',
        tags: ['Help'],
        summary: 'Get the right help for one person: guidance, emergency numbers and services.',
        description:
          'Answers what to show a person after what just happened, ready to render: texts in their language, links that work ' +
          'where they are, open now or not. Nothing about the caller is stored. To keep the question out of addresses and caches, use `POST /v1/help`.',
        querystring: helpFields,
        response: describeResponses('The help for this person.', helpView, ['invalid_parameters', 'directory_not_loaded']),
      },
    },
    (request, reply) => {
      const read = readHelpRequest(request.query, 'query', request.headers, context.countryHeader)
      const directory = currentDirectory(context)
      const question = normaliseQuestion(directory, read.question)
      return sendAnswer(context, request, reply, { directory, question, variesBy: read.variesBy }, (now) => {
        const choice = chooseHelp(directory, question, now, context.settings)
        return { body: viewHelp(choice), locales: languagesOf(choice), nextChange: choice.nextChange }
      })
    },
  )
}
