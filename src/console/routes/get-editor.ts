import { z } from 'zod'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { readEditor } from '../../directory/editor/read-editor.ts'
import { idField } from '../id-field.ts'
import { queryRoute } from '../query-route.ts'
import { editorView, viewEditor } from '../views/editor-view.ts'

export const getEditor = queryRoute({
  url: '/v1/console/editors/:id',
  operationId: 'getEditor',
  tag: 'People',
  summary: 'Get a person, and what you can do with them.',
  description: 'Its `ETag` is what a change of their platform role wants as `If-Match`.',
  operation: 'editor.read',
  path: z.object({ id: idField }),
  answer: { description: 'The person.', schema: editorView },
  async run(viewer, { path: { id } }) {
    authorise(viewer.actor, 'editor.read', { organisationId: null })
    const editor = await readEditor(viewer.transaction, id)
    if (editor === null) throw noSuchThing()
    return viewEditor(viewer, editor)
  },
})
