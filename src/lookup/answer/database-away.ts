import type { FastifyReply } from 'fastify'
import type { Snapshot } from '../snapshot/open-snapshot.ts'

/** Goes with an answer from the last directory that could be read, while the database is out of reach. */
export const databaseAway = ['directory-database', 'away'] as const

export function sayDatabaseAway(reply: FastifyReply, snapshot: Pick<Snapshot, 'databaseAnswers'>): void {
  if (!snapshot.databaseAnswers()) reply.header(...databaseAway)
}
