import { updateOrganisation } from '../../directory/organisation/update-organisation.ts'
import { commandRoute } from '../command-route.ts'
import { organisationView, viewOrganisation } from '../views/organisation-view.ts'

export const updateOrganisationRoute = commandRoute({
  method: 'PATCH',
  url: '/v1/console/organisations/:id',
  operationId: 'updateOrganisation',
  tag: 'Organisations',
  summary: 'Change the name, country, web address or contact address of an organisation.',
  description:
    'What is left out stays as it is. The public sees name and web address with all listings at once. While listings are public, ' +
    'only a curator changes the web address to another domain. Both the old and the new contact address get a mail.',
  command: updateOrganisation,
  ifMatch: 'required',
  status: 200,
  answer: { description: 'As it stands now.', schema: organisationView },
  view: (viewer, organisation) => Promise.resolve(viewOrganisation(viewer, organisation)),
  problems: ['already_exists'],
})
