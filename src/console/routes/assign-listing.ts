import { assignListing } from '../../directory/listing/assign-listing.ts'
import { commandRoute } from '../command-route.ts'
import { livingViews, viewLiving } from '../views/living-view.ts'

export const assignListingRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/listings/:id/assign',
  operationId: 'assignListing',
  tag: 'Listings',
  summary: 'Give a listing to the organisation that runs the service.',
  description: 'For curators. Its members edit it from then on, and those of the one before do not. The public sees who runs it.',
  command: assignListing,
  ifMatch: 'required',
  status: 200,
  answer: { description: 'As it stands now.', schema: livingViews.listing },
  view: viewLiving,
  problems: ['wrong_state'],
})
