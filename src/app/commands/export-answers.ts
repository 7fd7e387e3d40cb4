import fastify from 'fastify'
import type { Directory } from '../../help/directory.ts'
import type { ServingSettings } from '../../help/verification.ts'
import { createAnswerCache } from '../../lookup/answer/answer-cache.ts'
import { lookupRoutes } from '../../lookup/index.ts'
import { openListingSearch } from '../../lookup/search/open-listing-search.ts'

export type ExportAnswers = {
  /** The bytes that the public API answers to a path and query. */
  answer: (url: string) => Promise<Uint8Array>
  close: () => Promise<void>
}

/** The public routes themselves, on one directory and at one instant, without a port. */
export async function openExportAnswers(directory: Directory, settings: ServingSettings, now: Date): Promise<ExportAnswers> {
  const app = fastify({ logger: false })
  // As in add-routes.ts: routes read their own parameters, and their schemas only describe.
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  const snapshot = { current: () => directory, databaseAnswers: () => true }
  const search = openListingSearch()
  const context = { snapshot, search, answers: createAnswerCache(), settings, countryHeader: null, now: () => now }
  for (const route of lookupRoutes) route(app, context)
  await app.ready()
  return {
    async answer(url) {
      const { statusCode, rawPayload, body } = await app.inject(url)
      if (statusCode !== 200) throw new Error(`${url} is answered with ${statusCode}: ${body}`)
      return rawPayload
    },
    async close() {
      search.close()
      await app.close()
    },
  }
}
