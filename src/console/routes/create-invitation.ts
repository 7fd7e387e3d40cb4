import { createInvitation } from '../../directory/invitation/create-invitation.ts'
import { commandRoute } from '../command-route.ts'
import { invitationView, viewInvitation } from '../views/invitation-view.ts'

export const createInvitationRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/organisations/:organisationId/invitations',
  operationId: 'createInvitation',
  tag: 'Organisations',
  summary: 'Invite somebody into an organisation.',
  description:
    'The link goes by mail to their address, works once and for a week, and is in no answer. Invite the same address again to send a ' +
    'new one: the one before stops working.',
  command: createInvitation,
  ifMatch: 'none',
  once: true,
  status: 201,
  answer: { description: 'The invitation.', schema: invitationView },
  view: viewInvitation,
  problems: ['already_exists', 'wrong_state'],
})
