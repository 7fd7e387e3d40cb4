import { startRecovery } from '../../directory/editor/start-recovery.ts'
import { commandRoute } from '../command-route.ts'
import { recoveryView, viewRecovery } from '../views/recovery-view.ts'

export const startRecoveryRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/editors/:id/recovery',
  operationId: 'startRecovery',
  tag: 'People',
  summary: 'Ask for a new password and second factor for somebody who lost theirs.',
  description:
    'Nothing happens before another administrator confirms it. Make sure that it is them who ask, by a way that you knew ' +
    'before: somebody who wants to get in will say the same.',
  command: startRecovery,
  ifMatch: 'none',
  status: 200,
  answer: { description: 'What waits to be confirmed.', schema: recoveryView },
  view: viewRecovery,
})
