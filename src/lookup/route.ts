import type { FastifyInstance } from 'fastify'
import type { LookupContext } from './context.ts'

/** Adds one public route. */
export type LookupRoute = (app: FastifyInstance, context: LookupContext) => void

/** What Fastify makes of a query string: nothing is known about it before `readFields`. */
export type RawQuery = { Querystring: Record<string, unknown> }
