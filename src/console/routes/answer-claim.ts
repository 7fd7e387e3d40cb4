import { acceptClaim as accept } from '../../directory/claim/accept-claim.ts'
import { dismissClaim as dismiss } from '../../directory/claim/dismiss-claim.ts'
import { commandRoute } from '../command-route.ts'
import { confirmedClaimView, viewClaim } from '../views/claim-view.ts'

const common = {
  method: 'POST',
  tag: 'Claims',
  // The list of claims has no tags, and a claim that was answered is not answered again.
  ifMatch: 'optional',
  status: 200,
  answer: { description: 'As it stands now.', schema: confirmedClaimView },
  view: viewClaim,
} as const

export const acceptClaimRoute = commandRoute({
  ...common,
  url: '/v1/console/claims/:id/accept',
  operationId: 'acceptClaim',
  summary: 'Do what an organisation asks for.',
  description:
    'For `this_is_us` whoever confirmed is invited as a manager; a listing of unknown operator gets an organisation first. For `remove_us` ' +
    'all listings are retired, in one directory version, and the contact address is forgotten. That cannot be undone.',
  command: accept,
  problems: ['wrong_state', 'already_exists'],
})

export const dismissClaimRoute = commandRoute({
  ...common,
  url: '/v1/console/claims/:id/dismiss',
  operationId: 'dismissClaim',
  summary: 'Do not do what was asked.',
  description: 'Who asked gets a mail that says so, without the reason.',
  command: dismiss,
  problems: ['wrong_state'],
})
