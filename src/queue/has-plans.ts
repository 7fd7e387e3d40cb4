import type pg from 'pg'
import type { JobPlan } from './job-plan.ts'
import { deadLetters, keepDeadLetters, queueSchema } from './queue-names.ts'

interface QueueRow {
  name: string
  retry_limit: number
  retry_delay: number
  retry_backoff: boolean
  /** Null in the queues of releases before. */
  retry_delay_max: number | null
  expire_seconds: number
  deletion_seconds: number
  dead_letter: string | null
  /** Null where nothing is scheduled. */
  cron: string | null
}

/** Whether the queues and schedules are what the plans say; then there is nothing to write. The policy of a queue never changes. */
export async function hasPlans(client: pg.Client, plans: readonly JobPlan[]): Promise<boolean> {
  const { rows } = await client.query<QueueRow>(
    `SELECT queue.name, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, dead_letter, schedule.cron
     FROM ${queueSchema}.queue LEFT JOIN ${queueSchema}.schedule USING (name)`,
  )
  const found = new Map(rows.map((row) => [row.name, row]))
  if (found.get(deadLetters)?.deletion_seconds !== keepDeadLetters) return false
  return plans.every(({ name, schedule, retryLimit, retryDelay, retryDelayMax, expireInSeconds, deleteAfterSeconds }) => {
    const row = found.get(name)
    return (
      row !== undefined &&
      row.cron === schedule &&
      row.retry_limit === retryLimit &&
      row.retry_delay === retryDelay &&
      row.retry_backoff &&
      row.retry_delay_max === retryDelayMax &&
      row.expire_seconds === expireInSeconds &&
      row.deletion_seconds === deleteAfterSeconds &&
      row.dead_letter === deadLetters
    )
  })
}
