import { z } from 'zod'
import { listGuidance } from '../../directory/guidance/list-guidance.ts'
import { abilitiesWith } from '../../directory/life/abilities.ts'
import { readStandings } from '../../directory/life/read-standings.ts'
import { audience, situation } from '../../help/vocabulary.ts'
import { countryField } from '../country-field.ts'
import { inReviewField, mineField, searchField, stateField } from '../list-fields.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { guidanceSummaryView, viewGuidanceSummary } from '../views/summary-views.ts'

const pageView = z
  .object({ guidance: z.array(guidanceSummaryView).meta({ description: 'In the order of the slugs.' }), nextCursor: nextCursorView })
  .meta({ id: 'EditedGuidancePage', description: 'One page of guidance.' })

export const listEditedGuidance = queryRoute({
  url: '/v1/console/guidance',
  operationId: 'listEditedGuidance',
  tag: 'Guidance',
  summary: 'Find guidance, drafts among it.',
  description: 'All filters that are given must hold; the entries come in the order of their slugs.',
  operation: 'guidance.read',
  query: z.object({
    state: stateField,
    situation: situation.optional().meta({ description: 'What it is about.', examples: ['blocked_someone'] }),
    audience: audience.optional().meta({ description: 'For whom it is.', examples: ['child'] }),
    country: countryField.optional(),
    q: searchField,
    inReview: inReviewField,
    mine: mineField,
    ...pageFields,
  }),
  answer: { description: 'One page of guidance.', schema: pageView },
  async run({ transaction, actor, settings }, { query: { limit, cursor, ...filters } }) {
    const place = placeAfter(cursor, filters, z.tuple([z.string().max(200)]))
    const found = await listGuidance(transaction, actor, filters, { after: place?.[0] ?? null, limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ slug }) => [slug])
    const abilities = await abilitiesWith(transaction, actor, await readStandings(transaction, 'guidance', page.map(({ id }) => id)), settings)
    return { body: { guidance: page.map((guidance) => viewGuidanceSummary(guidance, abilities.get(guidance.id) ?? [])), nextCursor }, tag: null }
  },
})
