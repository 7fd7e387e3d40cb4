import { confirmRecovery } from '../../directory/editor/confirm-recovery.ts'
import { commandRoute } from '../command-route.ts'
import { recoveryView, viewRecovery } from '../views/recovery-view.ts'

export const confirmRecoveryRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/editors/:id/recovery/confirm',
  operationId: 'confirmRecovery',
  tag: 'People',
  summary: 'Agree that somebody gets a new password and second factor.',
  description:
    'By another administrator than the one who asked. From then on nobody can sign in as them, and all API keys that they made are revoked, ' +
    'in every organisation: they make new ones afterwards. A link goes to their address.',
  command: confirmRecovery,
  ifMatch: 'none',
  status: 200,
  answer: { description: 'What was confirmed.', schema: recoveryView },
  view: viewRecovery,
  problems: ['wrong_state'],
})
