import { z } from 'zod'
import { authorise } from '../../directory/authorise.ts'
import { listInvitations } from '../../directory/invitation/list-invitations.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { invitationPageView, viewInvitations } from '../views/invitation-view.ts'

export const listPlatformInvitations = queryRoute({
  url: '/v1/console/platform-invitations',
  operationId: 'listPlatformInvitations',
  tag: 'People',
  summary: 'List the invitations of administrators and curators, the newest first.',
  description: 'Also those that were accepted, taken back or are too old. The links are in the mails, and nowhere else.',
  operation: 'platform_invitation.read',
  query: z.object(pageFields),
  answer: { description: 'One page.', schema: invitationPageView },
  async run(viewer, { query: { limit, cursor } }) {
    const { transaction, actor, now } = viewer
    authorise(actor, 'platform_invitation.read', { organisationId: null })
    const filters = { organisation: null }
    const [after = null] = placeAfter(cursor, filters, z.tuple([z.uuid()])) ?? []
    const found = await listInvitations(transaction, null, { after, limit: limit + 1, now })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ id }) => [id])
    return { body: { invitations: await viewInvitations(viewer, page), nextCursor }, tag: null }
  },
})
