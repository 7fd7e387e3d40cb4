import { z } from 'zod'
import { authorise } from '../../directory/authorise.ts'
import { listEditors } from '../../directory/editor/list-editors.ts'
import { pageOf, placeAfter } from '../page-cursor.ts'
import { nextCursorView, pageFields } from '../page-fields.ts'
import { queryRoute } from '../query-route.ts'
import { editorView, viewEditors } from '../views/editor-view.ts'

const pageView = z.object({ editors: z.array(editorView), nextCursor: nextCursorView }).meta({ id: 'EditorPage', description: 'People.' })

export const listEditorsRoute = queryRoute({
  url: '/v1/console/editors',
  operationId: 'listEditors',
  tag: 'People',
  summary: 'List everybody who may sign in, in the order in which they came.',
  description:
    'Shows who has which roles, who has no second factor yet, and for whom a recovery is under way. Removed people stay ' +
    'as ids without name and address.',
  operation: 'editor.read',
  query: z.object({
    removed: z.boolean().default(false).meta({ description: 'Also those who were removed, of whom nothing but the id is left.', examples: [true] }),
    ...pageFields,
  }),
  answer: { description: 'One page.', schema: pageView },
  async run(viewer, { query: { limit, cursor, ...filters } }) {
    authorise(viewer.actor, 'editor.read', { organisationId: null })
    const [after = null] = placeAfter(cursor, filters, z.tuple([z.uuid()])) ?? []
    const found = await listEditors(viewer.transaction, { after, limit: limit + 1, removed: filters.removed })
    const { page, nextCursor } = pageOf(found, limit, filters, ({ id }) => [id])
    return { body: { editors: await viewEditors(viewer, page), nextCursor }, tag: null }
  },
})
