import { createApiKey } from '../../directory/api-key/create-api-key.ts'
import { commandRoute } from '../command-route.ts'
import { createdApiKeyView, viewApiKeys } from '../views/api-key-view.ts'

export const createApiKeyRoute = commandRoute({
  method: 'POST',
  url: '/v1/console/organisations/:organisationId/api-keys',
  operationId: 'createApiKey',
  tag: 'Keys',
  summary: 'Make a key for a machine of an organisation.',
  description:
    'The key is in this answer and nowhere else; when the answer was lost, revoke the key and make another one. It does what its scopes ' +
    'say and its owner may still do in the organisation, and never approves.',
  command: createApiKey,
  ifMatch: 'none',
  // An answer that is kept to be repeated would keep the key.
  once: false,
  status: 201,
  answer: { description: 'The new key.', schema: createdApiKeyView },
  async view(viewer, key) {
    const [facts] = await viewApiKeys(viewer, [key])
    return { body: { ...facts, key: key.key }, tag: null }
  },
})
