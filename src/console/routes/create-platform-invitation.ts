import { createPlatformInvitation } from '../../directory/invitation/create-platform-invitation.ts'
import { commandRoute } from '../command-route.ts'
import { invitationView, viewInvitation } from '../views/invitation-view.ts'

export const createPlatformInvitationRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/platform-invitations',
  operationId: 'createPlatformInvitation',
  tag: 'People',
  summary: 'Invite an administrator or a curator.',
  description: 'For administrators. The link goes by mail to their address, works once and for a week, and is in no answer.',
  command: createPlatformInvitation,
  ifMatch: 'none',
  once: true,
  status: 201,
  answer: { description: 'The invitation.', schema: invitationView },
  view: viewInvitation,
  problems: ['already_exists', 'wrong_state'],
})
