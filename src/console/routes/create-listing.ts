import { createListing } from '../../directory/listing/create-listing.ts'
import { commandRoute } from '../command-route.ts'
import { livingViews, viewLiving } from '../views/living-view.ts'

export const createListingRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/listings',
  operationId: 'createListing',
  tag: 'Listings',
  summary: 'Add a listing as a draft.',
  description: 'Nobody but its editors sees it until it was submitted, approved and published.',
  command: createListing,
  ifMatch: 'none',
  once: true,
  status: 201,
  answer: { description: 'The new listing.', schema: livingViews.listing },
  view: async (viewer, listing) => ({ ...(await viewLiving(viewer, listing)), location: `/v1/console/listings/${listing.id}` }),
  problems: ['already_exists'],
})
