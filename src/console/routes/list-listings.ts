import { z } from 'zod'
import { abilitiesWith } from '../../directory/life/abilities.ts'
import { readStandings } from '../../directory/life/read-standings.ts'
import { listListings } from '../../directory/listing/list-listings.ts'
import { kind } from '../../help/vocabulary.ts'
import { countryField } from '../country-field.ts'
import { inReviewField, mineField, searchField, stateField } from '../list-fields.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { listingSummaryView, viewListingSummary } from '../views/summary-views.ts'

const pageView = z
  .object({ listings: z.array(listingSummaryView).meta({ description: 'In the order of their slugs.' }), nextCursor: nextCursorView })
  .meta({ id: 'EditedListingPage', description: 'One page of listings.' })

export const listEditedListings = queryRoute({
  url: '/v1/console/listings',
  operationId: 'listEditedListings',
  tag: 'Listings',
  summary: 'Find listings that you may see, drafts among them.',
  description:
    'All filters that are given must hold; the entries come in the order of their slugs. What is shown is the last ' +
    'revision, which the public may not see yet: compare `revision` with `publishedRevision`.',
  operation: 'listing.read',
  query: z.object({
    organisation: z
      .union([z.uuid(), z.literal('none')])
      .optional()
      .meta({ description: 'Of this organisation; `none`: of an unknown operator.', examples: ['none'] }),
    state: stateField,
    country: countryField.optional(),
    kind: kind.optional().meta({ description: 'What it is for.', examples: ['support_line'] }),
    q: searchField,
    inReview: inReviewField,
    mine: mineField,
    ...pageFields,
  }),
  answer: { description: 'One page of listings.', schema: pageView },
  async run({ transaction, actor, settings }, { query: { limit, cursor, ...filters } }) {
    const place = placeAfter(cursor, filters, z.tuple([z.string().max(200)]))
    const found = await listListings(transaction, actor, filters, { after: place?.[0] ?? null, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ slug }) => [slug])
    const abilities = await abilitiesWith(transaction, actor, await readStandings(transaction, 'listing', page.map(({ id }) => id)), settings)
    return { body: { listings: page.map((listing) => viewListingSummary(listing, abilities.get(listing.id) ?? [])), nextCursor }, tag: null }
  },
})
