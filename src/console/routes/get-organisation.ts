import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { thingField } from '../../directory/life/fields.ts'
import { readOrganisation } from '../../directory/organisation/read-organisation.ts'
import { queryRoute } from '../query-route.ts'
import { organisationView, viewOrganisation } from '../views/organisation-view.ts'

export const getOrganisation = queryRoute({
  url: '/v1/console/organisations/:id',
  operationId: 'getOrganisation',
  tag: 'Organisations',
  summary: 'Get an organisation, and what you can do with it.',
  description: 'By id or slug. Its `ETag` is what `PATCH` on the same address wants as `If-Match`.',
  operation: 'organisation.read',
  path: z.object({ id: thingField }),
  answer: { description: 'The organisation.', schema: organisationView },
  async run(viewer, { path: { id } }) {
    const organisation = await readOrganisation(viewer.transaction, id)
    if (organisation === null) throw noSuchThing()
    authorise(viewer.actor, 'organisation.read', organisation)
    return viewOrganisation(viewer, organisation)
  },
})
