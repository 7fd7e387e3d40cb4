import { revokePlatformInvitation } from '../../directory/invitation/revoke-invitation.ts'
import { commandRoute } from '../command-route.ts'
import { invitationView, viewInvitation } from '../views/invitation-view.ts'

export const revokePlatformInvitationRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/platform-invitations/:id/revoke',
  operationId: 'revokePlatformInvitation',
  tag: 'People',
  summary: 'Take the invitation of an administrator or curator back.',
  description: 'For administrators. Its link stops working. 409 when somebody was faster and accepted it.',
  command: revokePlatformInvitation,
  ifMatch: 'none',
  status: 200,
  answer: { description: 'As it stands now.', schema: invitationView },
  view: viewInvitation,
  problems: ['wrong_state'],
})
