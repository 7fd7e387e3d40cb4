import { z } from 'zod'
import { listProblems, placeOf } from '../../directory/problem/list-problems.ts'
import { reachOf } from '../../directory/reach.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { pageFields } from '../page-fields.ts'
import { placeNumber, placeTime } from '../place-fields.ts'
import { queryRoute } from '../query-route.ts'
import { problemKindField, problemPageView, problemSourceField, problemStateField, viewProblems } from '../views/problem-view.ts'

const anId = '0199d4a2-6f00-7000-8000-000000000001'
const place = z.tuple([placeNumber, placeTime, z.uuid()])

export const listProblemsRoute = queryRoute({
  url: '/v1/console/problems',
  operationId: 'listProblems',
  tag: 'Problems',
  summary: 'List what the public or a machine noticed, urgent ones first.',
  description:
    'The same problem of the same listing is counted, not repeated. Nothing is known about who reported it. Then come ' +
    'those that wait longest.',
  operation: 'problem.read',
  query: z.object({
    state: problemStateField.default('open').meta({ description: 'How far it is.', examples: ['open'] }),
    kind: problemKindField.optional().meta({ description: 'What is wrong.', examples: ['wrong_number'] }),
    source: problemSourceField.optional().meta({ description: 'Who noticed it.', examples: ['public'] }),
    organisation: z.uuid().optional().meta({ description: 'Of listings of this organisation.', examples: [anId] }),
    listing: z.uuid().optional().meta({ description: 'Of this listing.', examples: [anId] }),
    ...pageFields,
  }),
  answer: { description: 'One page.', schema: problemPageView },
  async run(viewer, { query: { limit, cursor, ...filters } }) {
    const reach = reachOf(viewer.actor, 'problem.read')
    const found = await listProblems(viewer.transaction, { reach, filters, after: placeAfter(cursor, filters, place), limit: limit + 1 })
    const { page, nextCursor } = pageOf(found, limit, filters, placeOf)
    return { body: { problems: await viewProblems(viewer, page), nextCursor }, tag: null }
  },
})
