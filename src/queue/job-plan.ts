import type { JobName } from './job-payloads.ts'

/** How a kind of background work is kept, tried again and repeated. */
export interface JobPlan {
  name: JobName
  /** When it is asked for by itself, as five fields of cron in UTC; null when only somebody asks for it. */
  schedule: string | null
  /** `singleton`: never two at once, on however many workers. */
  policy: 'standard' | 'singleton'
  /** How often it is tried again after a failure, before it goes to the dead letters. */
  retryLimit: number
  /** Seconds until the first retry; each further one waits about twice as long. */
  retryDelay: number
  /** The longest that a retry waits, in seconds. */
  retryDelayMax: number
  /** Seconds after which a run counts as failed. It is also how long it takes until another worker takes over from one that was killed. */
  expireInSeconds: number
  /** Seconds for which what was done is kept, to be looked at. */
  deleteAfterSeconds: number
}
