import type { FastifyInstance } from 'fastify'
import type { Identity } from './identity.ts'

/** Adds one of the addresses at which people sign in. */
export type SignInRoute = (app: FastifyInstance, identity: Identity) => void
