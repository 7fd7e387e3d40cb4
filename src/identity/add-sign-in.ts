import type { FastifyInstance } from 'fastify'
import type { Identity } from './identity.ts'
import { openRoutes, ownRoutes } from './sign-in-routes.ts'

/** Adds everything under /v1/sign-in. Bodies must reach the routes as text, as build-server.ts sets it up. */
export function addSignIn(app: FastifyInstance, identity: Identity): void {
  for (const route of [...openRoutes, ...ownRoutes]) route(app, identity)
}
