import type { Database } from '../db/client.ts'
import type { ServingSettings } from '../help/verification.ts'
import type { JobName, JobPayload } from '../queue/job-payloads.ts'
import type { JobPlan } from '../queue/job-plan.ts'

export interface JobLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What every job may use. */
export interface JobContext {
  database: Database
  settings: ServingSettings
  now: () => Date
  log: JobLog
}

/** A kind of background work: how it is planned, and what it does. It may run twice, when a worker was killed before it could say that it is done. */
export interface Job<Name extends JobName> extends JobPlan {
  name: Name
  run(context: JobContext, payload: JobPayload<Name>): Promise<void>
}
