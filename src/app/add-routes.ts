import type { FastifyInstance } from 'fastify'
import type { LookupContext } from '../lookup/context.ts'
import { lookupRoutes } from '../lookup/index.ts'
import { describeApi } from './describe-api.ts'
import { addHealth } from './add-health.ts'
import { serveDocs } from './serve-docs.ts'

/** Adds every route, and the description that is made from them. */
export async function addRoutes(app: FastifyInstance, context: LookupContext): Promise<void> {
  // Routes read their own parameters, so that one fault does not hide another; here the schemas only describe.
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  await describeApi(app)
  for (const route of lookupRoutes) route(app, context)
  addHealth(app, context)
  await serveDocs(app, () => context.now())
}
