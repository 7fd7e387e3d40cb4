import type { z } from 'zod'
import type { Transaction } from '../db/transaction.ts'
import type { ServingSettings } from '../help/verification.ts'
import type { JobName, JobPayload } from '../queue/job-payloads.ts'
import type { JobQueue } from '../queue/open-queue.ts'
import type { Actor } from './actor.ts'
import type { AuditEntry } from './audit/record-audit.ts'
import type { Operation, Place } from './permissions.ts'

/** What editing depends on beside the database. */
export type EditingSettings = ServingSettings & {
  /** Whether the author of a revision may not approve it. */
  fourEyes: boolean
}

/** What every command needs from the process that runs it. */
export type EditingParts = {
  queue: Pick<JobQueue, 'enqueue'>
  settings: EditingSettings
  now: () => Date
}

export type CommandContext = {
  transaction: Transaction
  actor: Actor
  /** As it is written down: `editor:<id>`, `key:<id>`. */
  actorName: string
  now: Date
  settings: EditingSettings
  /** Asks for background work that is done only if the command is committed. */
  enqueue: <Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: { startAfter?: Date }) => Promise<void>
}

/** What a command is about. */
export type Subject = Place & {
  /** Changes with everything that an editor may have looked at before deciding; null for what does not exist yet. */
  tag: string | null
}

export type Done<Result> = {
  result: Result
  audit: Omit<AuditEntry, 'at' | 'actor' | 'action'>
}

/**
 * One change that somebody may ask for. `run-command.ts` does for all of them what all of them need: it asks who acts and whether
 * they may, refuses what has changed meanwhile, and writes the audit row, in one transaction. A command does nothing outside the database.
 */
export type Command<Input, Found extends Subject, Result> = {
  /** Its row in the table of permissions, and the action in the audit. */
  operation: Operation
  /** What the caller says, beside who they are. Faults are found before, by whoever reads the request. */
  input: z.ZodObject & z.ZodType<Input>
  /** Finds and locks what it is about. Null when there is none. */
  find(context: Pick<CommandContext, 'transaction' | 'now'>, input: Input): Promise<Found | null>
  /** For whoever saw an older version, by its tag: what differs now. Part of the refusal. */
  compare?(context: Pick<CommandContext, 'transaction'>, found: Found, seen: string): Promise<Readonly<Record<string, unknown>>>
  /** @throws ProblemError when the rules of the directory forbid it. */
  run(context: CommandContext, input: Input, found: Found): Promise<Done<Result>>
}

/** Keeps the types of a command together. */
export function defineCommand<Input, Found extends Subject, Result>(command: Command<Input, Found, Result>): Command<Input, Found, Result> {
  return command
}
