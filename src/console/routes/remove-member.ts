import { z } from 'zod'
import { removeMember } from '../../directory/member/remove-member.ts'
import { commandRoute } from '../command-route.ts'

const removedView = z
  .object({ organisationId: z.uuid(), editorId: z.uuid() })
  .meta({ id: 'RemovedMember', description: 'Who is a member no more.' })

export const removeMemberRoute = commandRoute({
  method: 'DELETE',
  url: '/v1/console/organisations/:organisationId/members/:editorId',
  operationId: 'removeMember',
  tag: 'Organisations',
  summary: 'Take somebody out of an organisation, at once.',
  description: 'Where they are signed in they see nothing of it any more, and their keys for it end. An organisation keeps a manager.',
  command: removeMember,
  ifMatch: 'optional',
  status: 200,
  answer: { description: 'Who it was.', schema: removedView },
  view: (_viewer, { organisationId, editorId }) => Promise.resolve({ body: { organisationId, editorId }, tag: null }),
  problems: ['wrong_state'],
})
