import type { FastifyInstance } from 'fastify'
import type { Command, Subject } from '../directory/command.ts'
import type { Operation } from '../directory/permissions.ts'
import type { ConsoleContext } from './context.ts'

/** One route for those who signed in. */
export type ConsoleRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  /** Its row in the table of permissions; null for what everybody may do who is signed in. */
  operation: Operation | null
  /** What it runs; null for what only reads. */
  command: Command<never, Subject, unknown> | null
  add: (app: FastifyInstance, context: ConsoleContext) => void
}

/** Largest body that is read: a listing in all languages is a few hundred kilobytes. */
export const largestBody = 1024 * 1024
