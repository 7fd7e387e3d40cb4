import { z } from 'zod'
import { listOrganisations } from '../../directory/organisation/list-organisations.ts'
import { reachOf } from '../../directory/reach.ts'
import { countryField } from '../country-field.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { organisationView, viewOrganisation } from '../views/organisation-view.ts'

const pageView = z
  .object({ organisations: z.array(organisationView), nextCursor: nextCursorView })
  .meta({ id: 'OrganisationPage', description: 'Organisations by name.' })

const place = z.tuple([z.string(), z.uuid()])

export const listOrganisationsRoute = queryRoute({
  url: '/v1/console/organisations',
  operationId: 'listOrganisations',
  tag: 'Organisations',
  summary: 'List the organisations that you may see, by name.',
  description: 'Members see the organisations that they belong to, curators and administrators all. A key sees its own.',
  operation: 'organisation.read',
  query: z.object({
    q: z.string().min(1).max(200).optional().meta({ description: 'A part of the name, in capitals or not.', examples: ['helpline'] }),
    country: countryField.optional(),
    ...pageFields,
  }),
  answer: { description: 'One page.', schema: pageView },
  async run(viewer, { query: { limit, cursor, ...filters } }) {
    const reach = reachOf(viewer.actor, 'organisation.read')
    const after = placeAfter(cursor, filters, place)
    const found = await listOrganisations(viewer.transaction, {
      reach,
      q: filters.q ?? null,
      country: filters.country ?? null,
      after: after === null ? null : { name: after[0], id: after[1] },
      limit: limit + 1,
    })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ name, id }) => [name, id])
    return { body: { organisations: page.map((organisation) => viewOrganisation(viewer, organisation).body), nextCursor }, tag: null }
  },
})
