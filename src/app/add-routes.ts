import type { FastifyInstance } from 'fastify'
import type { LookupContext } from '../lookup/context.ts'
import { lookupRoutes } from '../lookup/index.ts'
import { addConsole } from './add-console.ts'
import type { EditingSide } from './add-console.ts'
import { describeApi } from './describe-api.ts'
import { consoleDescription } from './describe-console.ts'
import { lookupDescription } from './describe-lookup.ts'
import { addHealth } from './add-health.ts'
import type { HealthParts } from './add-health.ts'
import { addMetrics } from './metrics/add-metrics.ts'
import type { Metrics } from './metrics/create-metrics.ts'
import { addReports } from './add-reports.ts'
import { serveDocs } from './serve-docs.ts'

/** What the routes for operators tell. */
export type Operations = Omit<HealthParts, 'context'> & { metrics: Metrics }

/** Adds every route, and the description that is made from them. */
export async function addRoutes(
  app: FastifyInstance,
  context: LookupContext,
  editing: EditingSide & { trustedProxies: readonly string[] },
  { metrics, ...health }: Operations,
): Promise<void> {
  // Routes read their own parameters, so that one fault does not hide another; here the schemas only describe.
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  await describeApi(app, lookupDescription)
  await describeApi(app, consoleDescription)
  for (const route of lookupRoutes) route(app, context)
  addReports(app, context, editing)
  addHealth(app, { context, ...health })
  addMetrics(app, metrics)
  addConsole(app, editing)
  await serveDocs(app, () => context.now())
}
