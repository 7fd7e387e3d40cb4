import { createOrganisation } from '../../directory/organisation/create-organisation.ts'
import { commandRoute } from '../command-route.ts'
import { organisationView, viewOrganisation } from '../views/organisation-view.ts'

export const createOrganisationRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/organisations',
  operationId: 'createOrganisation',
  tag: 'Organisations',
  summary: 'Add an organisation.',
  description: 'For curators. It has no members until somebody is invited.',
  command: createOrganisation,
  ifMatch: 'none',
  once: true,
  status: 201,
  answer: { description: 'The new organisation.', schema: organisationView },
  view: (viewer, organisation) =>
    Promise.resolve({ ...viewOrganisation(viewer, organisation), location: `/v1/console/organisations/${organisation.id}` }),
  problems: ['already_exists'],
})
