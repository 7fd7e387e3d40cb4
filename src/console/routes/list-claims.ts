import { z } from 'zod'
import { authorise } from '../../directory/authorise.ts'
import { listClaims } from '../../directory/claim/list-claims.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { claimPageView, claimStateField, viewClaims } from '../views/claim-view.ts'

export const listClaimsRoute = queryRoute({
  url: '/v1/console/claims',
  operationId: 'listClaims',
  tag: 'Claims',
  summary: 'List what organisations without an account ask for.',
  description: 'Only what was confirmed by the link of the mail. For curators.',
  operation: 'claim.read',
  query: z.object({ state: claimStateField.default('confirmed').meta({ description: 'How far it is.', examples: ['confirmed'] }), ...pageFields }),
  answer: { description: 'One page.', schema: claimPageView },
  async run(viewer, { query: { state, limit, cursor } }) {
    const { transaction, actor } = viewer
    authorise(actor, 'claim.read', { organisationId: null })
    const [after = null] = placeAfter(cursor, { state }, z.tuple([z.uuid()])) ?? []
    const found = await listClaims(transaction, { state, after, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, { state }, ({ id }) => [id])
    return { body: { claims: await viewClaims(viewer, page), nextCursor }, tag: null }
  },
})
