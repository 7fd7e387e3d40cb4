import { revokeApiKey } from '../../directory/api-key/revoke-api-key.ts'
import { commandRoute } from '../command-route.ts'
import { apiKeyView, viewApiKeys } from '../views/api-key-view.ts'

export const revokeApiKeyRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/api-keys/:id/revoke',
  operationId: 'revokeApiKey',
  tag: 'Keys',
  summary: 'End a key, at once.',
  description: 'Its next request is 401. Do it as soon as a key was seen where it does not belong, and make a new one.',
  command: revokeApiKey,
  ifMatch: 'none',
  status: 200,
  answer: { description: 'As it stands now.', schema: apiKeyView },
  async view(viewer, key) {
    const [body] = await viewApiKeys(viewer, [key])
    return { body, tag: null }
  },
  problems: ['wrong_state'],
})
