import type { Database } from '../db/client.ts'
import type { ServingSettings } from '../help/verification.ts'
import type { MailTransport } from '../mail/mail-transport.ts'
import type { JobName, JobPayload } from '../queue/job-payloads.ts'
import type { JobPlan } from '../queue/job-plan.ts'
import type { JobQueue } from '../queue/open-queue.ts'

export interface JobLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What every job may use. */
export interface JobContext {
  database: Database
  queue: Pick<JobQueue, 'enqueue'>
  settings: ServingSettings
  mail: MailTransport
  /** Where this installation is reached, without a slash at its end. */
  publicUrl: string
  now: () => Date
  log: JobLog
}

/** One run of a job. */
export interface JobRun {
  /** The same when it is tried again. */
  id: string
  /** Aborts when nobody waits for the work any more: another worker may have taken it over. */
  signal: AbortSignal
}

/** A kind of background work: how it is planned, and what it does. It may run twice, when a worker was killed before it could say that it is done. */
export interface Job<Name extends JobName> extends JobPlan {
  name: Name
  /** @throws GivenUp when trying again is of no use. */
  run(context: JobContext, payload: JobPayload<Name>, job: JobRun): Promise<void>
  /** The payload without what must not be kept once the work is done or given up. */
  redact?(payload: JobPayload<Name>): JobPayload<Name>
}
