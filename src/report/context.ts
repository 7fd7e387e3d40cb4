import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../db/client.ts'
import type { JobQueue } from '../queue/open-queue.ts'

/** What a limit says to a request, with its fields for the answer. */
export type Limit = (request: IncomingMessage) => { refused: boolean; policy: string; state: string; retryAfter: number }

/** What the routes of public writing are given. None of it keeps anything about who sends. */
export type ReportContext = {
  /** Throws `database_away` when it is used while there is none. */
  database: Database
  queue: Pick<JobQueue, 'enqueue'>
  /**
   * The listing that `GET /v1/listings/{listing}` shows now.
   *
   * @throws ProblemError as that does
   */
  findListing: (idOrSlug: string) => { id: string }
  /** The network that a request comes from, in one spelling; null when it is not known. */
  networkOf: (request: IncomingMessage) => string | null
  limits: { problems: Limit; claims: Limit }
  now: () => Date
}

/** Adds one route of public writing. */
export type ReportRoute = (app: FastifyInstance, context: ReportContext) => void
