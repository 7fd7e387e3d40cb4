import fastify from 'fastify'
import { openIdentity } from '../identity/open-identity.ts'
import { createAnswerCache } from '../lookup/answer/answer-cache.ts'
import { openListingSearch } from '../lookup/search/open-listing-search.ts'
import { addRoutes } from './add-routes.ts'
import { noEditing } from './late-editing.ts'

export type ApiName = 'lookup' | 'console'

/** The OpenAPI description of one of the two APIs, as it is committed: two spaces, a line break at the end. Needs no database. */
export async function openapiDocument(name: ApiName = 'lookup'): Promise<string> {
  const app = fastify()
  const nothing = { current: () => null, databaseAnswers: () => false }
  const verifyDays = {
    emergency_service: 0,
    support_line: 0,
    image_removal: 0,
    reporting_hotline: 0,
    police_report: 0,
    prevention_service: 0,
  }
  const never = new Date(0)
  const context = {
    snapshot: nothing,
    search: openListingSearch(),
    answers: createAnswerCache(),
    settings: { unverifiedDays: 0, verifyDays },
    countryHeader: null,
    now: () => never,
  }
  const identity = openIdentity({
    database: noEditing.database,
    publicUrl: () => 'http://localhost',
    oidc: null,
    now: context.now,
    log: { warn: () => undefined },
  })
  const editing = { door: noEditing, identity, settings: { ...context.settings, fourEyes: true }, trustedProxies: [], now: context.now }
  await addRoutes(app, context, editing, {
    snapshotState: () => ({ source: 'database', database: 'away', databaseSince: never, confirmedAt: null }),
    fileState: () => null,
    isDraining: () => false,
    metrics: { mediaType: 'text/plain', write: () => Promise.resolve(''), close: () => undefined },
  })
  await app.ready()
  const document = name === 'lookup' ? app.swagger() : app.consoleSwagger()
  await app.close()
  return `${JSON.stringify(document, null, 2)}\n`
}
