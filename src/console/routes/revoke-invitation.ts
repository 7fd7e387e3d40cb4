import { revokeInvitation } from '../../directory/invitation/revoke-invitation.ts'
import { commandRoute } from '../command-route.ts'
import { invitationView, viewInvitation } from '../views/invitation-view.ts'

export const revokeInvitationRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/invitations/:id/revoke',
  operationId: 'revokeInvitation',
  tag: 'Organisations',
  summary: 'Take an invitation back.',
  description: 'Its link stops working. 409 when somebody was faster and accepted it.',
  command: revokeInvitation,
  ifMatch: 'none',
  status: 200,
  answer: { description: 'As it stands now.', schema: invitationView },
  view: viewInvitation,
  problems: ['wrong_state'],
})
