import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { listInvitations } from '../../directory/invitation/list-invitations.ts'
import { readOrganisation } from '../../directory/organisation/read-organisation.ts'
import { idField } from '../id-field.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { invitationPageView, viewInvitations } from '../views/invitation-view.ts'

export const listInvitationsRoute = queryRoute({
  url: '/v1/console/organisations/:organisationId/invitations',
  operationId: 'listInvitations',
  tag: 'Organisations',
  summary: 'List the invitations into an organisation, the newest first.',
  description:
    'Also those that were accepted, taken back or are too old, so that it can be seen what became of each. The links are ' +
    'in the mails, and nowhere else.',
  operation: 'invitation.read',
  path: z.object({ organisationId: idField }),
  query: z.object(pageFields),
  answer: { description: 'One page.', schema: invitationPageView },
  async run(viewer, { path: { organisationId }, query: { limit, cursor } }) {
    const { transaction, actor, now } = viewer
    const organisation = await readOrganisation(transaction, organisationId)
    if (organisation === null) throw noSuchThing()
    authorise(actor, 'invitation.read', organisation)
    const filters = { organisation: organisation.id }
    const [after = null] = placeAfter(cursor, filters, z.tuple([z.uuid()])) ?? []
    const found = await listInvitations(transaction, organisation.id, { after, limit: limit + 1, now })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ id }) => [id])
    return { body: { invitations: await viewInvitations(viewer, page), nextCursor }, tag: null }
  },
})
