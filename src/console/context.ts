import type { FastifyRequest } from 'fastify'
import type { Database } from '../db/client.ts'
import type { Principal } from '../directory/actor.ts'
import type { EditingParts } from '../directory/command.ts'

/** What the routes of those who signed in work with. */
export type ConsoleContext = EditingParts & {
  database: Database
  /**
   * Who a request is from; null when nobody is signed in and no valid key was sent.
   *
   * @throws ProblemError `foreign_origin` when a browser sends it from another web site
   */
  identify(request: FastifyRequest): Promise<Principal | null>
}
