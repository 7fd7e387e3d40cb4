import { z } from 'zod'
import { removeEditor } from '../../directory/editor/remove-editor.ts'
import { commandRoute } from '../command-route.ts'

const removedView = z.object({ id: z.uuid() }).meta({ id: 'RemovedEditor', description: 'What is left of somebody.' })

export const removeEditorRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/editors/:id/remove',
  operationId: 'removeEditor',
  tag: 'People',
  summary: 'Remove a person and their personal data, for good.',
  description:
    'They are signed out everywhere at once. Name and address are gone from everything that is kept; what they did stays in the audit ' +
    'and in the histories, under an id that names nobody. Organisations that were reached at this address need another contact.',
  command: removeEditor,
  ifMatch: 'none',
  status: 200,
  answer: { description: 'The id that stays.', schema: removedView },
  view: (_viewer, { id }) => Promise.resolve({ body: { id }, tag: null }),
  problems: ['wrong_state'],
})
