import { createGuidance } from '../../directory/guidance/create-guidance.ts'
import { commandRoute } from '../command-route.ts'
import { livingViews, viewLiving } from '../views/living-view.ts'

export const createGuidanceRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/guidance',
  operationId: 'createGuidance',
  tag: 'Guidance',
  summary: 'Add a guidance as a draft.',
  description: 'Nobody but its editors sees it until it was submitted, approved and published.',
  command: createGuidance,
  ifMatch: 'none',
  once: true,
  status: 201,
  answer: { description: 'The new guidance.', schema: livingViews.guidance },
  view: async (viewer, guidance) => ({ ...(await viewLiving(viewer, guidance)), location: `/v1/console/guidance/${guidance.id}` }),
  problems: ['already_exists'],
})
