import { changeMemberRole } from '../../directory/member/change-member-role.ts'
import { commandRoute } from '../command-route.ts'
import { memberView, viewMember } from '../views/member-view.ts'

export const changeMemberRoleRoute = commandRoute({
  method: 'PATCH',
  url: '/v1/console/organisations/:organisationId/members/:editorId',
  operationId: 'changeMemberRole',
  tag: 'Organisations',
  summary: 'Give a member another role.',
  description: 'It holds from their next request on. An organisation keeps a manager, and nobody raises themselves.',
  command: changeMemberRole,
  ifMatch: 'required',
  status: 200,
  answer: { description: 'As it stands now.', schema: memberView },
  view: ({ actor }, member) => Promise.resolve(viewMember(actor, member)),
  problems: ['wrong_state'],
})
