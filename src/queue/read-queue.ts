import { Prisma } from '../db/generated/client.ts'
import type { Transaction } from '../db/transaction.ts'
import { jobPayloads, type JobName } from './job-payloads.ts'
import { deadLetters, queueSchema } from './queue-names.ts'

export interface QueueState {
  /** `done`: when one of it last ended well, as far back as that is kept; null where none has. */
  queues: { name: JobName; waiting: number; running: number; done: Date | null }[]
  /** Work that failed as often as its plan allows: of it the oldest 200, the oldest first. More than that has one reason. */
  dead: { id: string; name: string; failedAt: Date; fault: string }[]
  /** How much failed so in all. */
  deadInAll: number
}

const mostDead = 200

const schema = Prisma.raw(queueSchema)

/** What waits, what runs and what failed for good. Where no queue was made yet, nothing does. */
export async function readQueue(transaction: Transaction): Promise<QueueState> {
  const names = Object.keys(jobPayloads) as JobName[]
  const [made] = await transaction.$queryRaw<{ exists: boolean }[]>`SELECT to_regclass(${`${queueSchema}.job`}) IS NOT NULL AS "exists"`
  if (made?.exists !== true) return { queues: names.map((name) => ({ name, waiting: 0, running: 0, done: null })), dead: [], deadInAll: 0 }
  const rows = await transaction.$queryRaw<QueueState['queues']>`
    SELECT "name", (count(*) FILTER (WHERE "state" IN ('created', 'retry')))::int AS "waiting",
      (count(*) FILTER (WHERE "state" = 'active'))::int AS "running", max("completed_on") FILTER (WHERE "state" = 'completed') AS "done"
    FROM ${schema}."job" WHERE "name" = ANY(${names}) GROUP BY "name"`
  const dead = await transaction.$queryRaw<(QueueState['dead'][number] & { inAll: number })[]>`
    SELECT "id"::text, coalesce("source_name", '') AS "name", "created_on" AS "failedAt", coalesce("source_output" ->> 'message', '') AS "fault",
      (count(*) OVER ())::int AS "inAll"
    FROM ${schema}."job" WHERE "name" = ${deadLetters} AND "state" IN ('created', 'retry')
    ORDER BY "created_on", "id" LIMIT ${mostDead}`
  return {
    queues: names.map((name) => rows.find((row) => row.name === name) ?? { name, waiting: 0, running: 0, done: null }),
    dead: dead.map(({ id, name, failedAt, fault }) => ({ id, name, failedAt, fault })),
    deadInAll: dead[0]?.inAll ?? 0,
  }
}
