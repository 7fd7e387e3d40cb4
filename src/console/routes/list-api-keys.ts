import { z } from 'zod'
import { listApiKeys } from '../../directory/api-key/list-api-keys.ts'
import { authorise, noSuchThing } from '../../directory/authorise.ts'
import { readOrganisation } from '../../directory/organisation/read-organisation.ts'
import { idField } from '../id-field.ts'
import { queryRoute } from '../query-route.ts'
import { apiKeyView, viewApiKeys } from '../views/api-key-view.ts'

const listView = z.object({ apiKeys: z.array(apiKeyView) }).meta({ id: 'ApiKeys', description: 'The keys of an organisation.' })

export const listApiKeysRoute = queryRoute({
  url: '/v1/console/organisations/:organisationId/api-keys',
  operationId: 'listApiKeys',
  tag: 'Keys',
  summary: 'List the keys of an organisation, the newest first; also those that do not work any more.',
  description:
    'Shows what each may do, whose it is, until when it works, and on which day it was last used. The keys themselves are ' +
    'not kept.',
  operation: 'api_key.read',
  path: z.object({ organisationId: idField }),
  answer: { description: 'The keys.', schema: listView },
  async run(viewer, { path: { organisationId } }) {
    const organisation = await readOrganisation(viewer.transaction, organisationId)
    if (organisation === null) throw noSuchThing()
    authorise(viewer.actor, 'api_key.read', organisation)
    return { body: { apiKeys: await viewApiKeys(viewer, await listApiKeys(viewer.transaction, organisation.id)) }, tag: null }
  },
})
