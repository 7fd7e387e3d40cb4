import { changePlatformRole } from '../../directory/editor/change-platform-role.ts'
import { commandRoute } from '../command-route.ts'
import { editorView, viewEditor } from '../views/editor-view.ts'

export const changePlatformRoleRoute = commandRoute({
  method: 'PATCH',
  url: '/v1/console/editors/:id',
  operationId: 'changePlatformRole',
  tag: 'People',
  summary: 'Make somebody an administrator or a curator, or end that.',
  description: 'For administrators, of whom the last one stays. It holds from their next request on.',
  command: changePlatformRole,
  ifMatch: 'required',
  status: 200,
  answer: { description: 'As it stands now.', schema: editorView },
  view: viewEditor,
  problems: ['wrong_state'],
})
