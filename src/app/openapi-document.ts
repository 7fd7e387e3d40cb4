import fastify from 'fastify'
import { createAnswerCache } from '../lookup/answer/answer-cache.ts'
import { addRoutes } from './add-routes.ts'

/** The OpenAPI description of the public API, as it is committed: two spaces, a line break at the end. Needs no database. */
export async function openapiDocument(): Promise<string> {
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
  await addRoutes(app, {
    snapshot: nothing,
    answers: createAnswerCache(),
    settings: { unverifiedDays: 0, verifyDays },
    countryHeader: null,
    now: () => new Date(0),
  })
  await app.ready()
  const document = app.swagger()
  await app.close()
  return `${JSON.stringify(document, null, 2)}\n`
}
