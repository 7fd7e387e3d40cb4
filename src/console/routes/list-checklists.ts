import { z } from 'zod'
import { checklists, questions } from '../../directory/verification/checklists.ts'
import { queryRoute } from '../query-route.ts'

const methodView = z.object({
  method: z.enum(['dialled', 'official_page', 'provider_confirmed']),
  questions: z.array(z.object({ name: z.enum(questions), means: z.string() })).meta({ description: 'Each is answered with true or false.' }),
})

const checklistsView = z
  .object({ methods: z.array(methodView) })
  .meta({ id: 'Checklists', description: 'What has to be looked at, by the method of the check.' })

const body = {
  methods: Object.entries(checklists).map(([method, asked]) => ({
    method,
    questions: Object.entries(asked).map(([name, means]) => ({ name, means })),
  })),
}

export const listChecklists = queryRoute({
  url: '/v1/console/verifications/checklists',
  operationId: 'listChecklists',
  tag: 'Verification',
  summary: 'List the questions that a check answers, by its method.',
  description:
    'Show them to whoever checks, and send the answers with `POST /v1/console/listings/{id}/verifications`. They change ' +
    'with releases, not between.',
  operation: null,
  answer: { description: 'The questions.', schema: checklistsView },
  run: () => Promise.resolve({ body, tag: null }),
})
